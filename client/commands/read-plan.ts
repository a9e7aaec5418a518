import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import { loadPlan } from '../documents/plan.ts';
import { problemsAsText } from '../documents/problem.ts';
import { ClientFailure } from '../failure.ts';
import type { Cli } from './cli.ts';
import type { Variables } from './options.ts';

/** The plan in a file; a failure with all its problems when there is none. */
export function readPlan(cli: Cli, file: string, vars: Variables = {}, as?: string): GameDayPlan {
  const loaded = loadPlan(file, { vars, env: cli.terminal.env, requestedBy: cli.person(as) });
  if ('plan' in loaded) return loaded.plan;
  const { problems } = loaded;
  throw new ClientFailure(EXIT.invalid, problemsAsText(problems), { details: { problems } });
}

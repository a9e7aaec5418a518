import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { planExperiment } from './experiment-plan.ts';
import { type PlanContent, planGameDay } from './game-day-plan.ts';
import { type Loading, type OpenDocument, openDocument, surroundings } from './loading.ts';
import { planHash } from './plan-hash.ts';
import { type Problem, inReadingOrder } from './problem.ts';
import { type ReadFile, readUtf8 } from './read-text.ts';
import { refuseUnusedOptions } from './unused-options.ts';

export interface LoadOptions {
  /** Who asks for the game day: with `fourEyes` this person's approval does not count. */
  readonly requestedBy: string;
  /** Values of variables, as text: `--var name=value`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** What `${env:NAME}` is looked up in; without it the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly readFile?: ReadFile;
}

export type LoadedPlan = { readonly plan: GameDayPlan } | { readonly problems: readonly Problem[] };

/** Reads an Experiment or a GameDay document and everything that it refers to. All problems come at once. */
export function loadPlan(file: string, options: LoadOptions): LoadedPlan {
  const { requestedBy, vars = {}, env = process.env, readFile = readUtf8 } = options;
  const loading: Loading = {
    requestedBy,
    vars,
    env,
    readFile,
    problems: [],
    declared: new Set(),
    taken: new Set(),
    unread: false,
  };
  const content = contentOf(loading, file);
  if (!loading.unread) refuseUnusedOptions(loading);
  if (content === undefined || loading.problems.length > 0) return { problems: inReadingOrder(loading.problems) };
  return { plan: { ...content, requestedBy, hash: planHash(content) } };
}

function contentOf(loading: Loading, file: string): PlanContent | undefined {
  const opened = openDocument(loading, file, (message) => void loading.problems.push({ file, path: '', message }));
  if (opened === undefined) return undefined;
  return opened.kind === 'GameDay' ? planGameDay(opened, loading) : planSingle(opened, loading);
}

/** An experiment alone is a game day of one step. */
function planSingle(opened: OpenDocument, loading: Loading): PlanContent | undefined {
  const experiment = planExperiment(opened, surroundings(loading), opened.source.file);
  if (experiment === undefined) return undefined;
  const { name, hypothesis, environment, team } = experiment;
  return {
    name,
    objective: hypothesis,
    environment,
    ...(team === undefined ? {} : { team }),
    people: { approvers: [], observers: [] },
    guardrails: [],
    steps: [{ kind: 'experiment', name, onBroken: 'stop', experiment }],
  };
}

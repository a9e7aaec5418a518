import { type LoadOptions, loadPlan } from '../../../client/documents/plan.ts';
import { problemsAsText } from '../../../client/documents/problem.ts';
import type { GameDayPlan, PlannedExperiment } from '../../../experiments/definition/plan.ts';

/** Texts by file name; the first one is loaded. */
export type Files = Readonly<Record<string, string>>;
type Options = Partial<LoadOptions>;

const EXPERIMENT = {
  apiVersion: 'gameday/v1',
  kind: 'Experiment',
  name: 'kill-it',
  hypothesis: 'It stays up.',
  target: '{ process: { port: 7100 } }',
  steadyState: '[{ name: up, tcp: { port: 7100 } }]',
  faults: '[{ name: kill, process-kill: {} }]',
};

const GAME_DAY = {
  apiVersion: 'gameday/v1',
  kind: 'GameDay',
  name: 'a-day',
  objective: 'Find something out.',
  steps: '[{ experiment: e.yaml }]',
};

type Over = Readonly<Record<string, string | undefined>>;

/** One line per key, so that line 7 is the line of the faults; undefined leaves a key out. */
export const experimentText = (over: Over = {}): string => lines({ ...EXPERIMENT, ...over });
export const gameDayText = (over: Over = {}): string => lines({ ...GAME_DAY, ...over });

export const load = (files: Files, options: Options = {}) =>
  loadPlan(Object.keys(files)[0]!, {
    requestedBy: 'ada',
    env: {},
    readFile: (file) => textOf(files, file),
    ...options,
  });

/** One line per problem; none when there is a plan. */
export function problemsIn(files: Files, options: Options = {}): readonly string[] {
  const loaded = load(files, options);
  return 'plan' in loaded ? [] : problemsAsText(loaded.problems).split('\n');
}

export function planOf(files: Files, options: Options = {}): GameDayPlan {
  const loaded = load(files, options);
  if ('plan' in loaded) return loaded.plan;
  throw new Error(problemsAsText(loaded.problems));
}

/** The experiment of the first step. */
export function experimentOf(files: Files, options: Options = {}): PlannedExperiment {
  const step = planOf(files, options).steps.find(({ kind }) => kind === 'experiment');
  if (step?.kind !== 'experiment') throw new Error('no experiment');
  return step.experiment;
}

function lines(entries: Over): string {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return given.map(([key, value]) => `${key}: ${value}\n`).join('');
}

function textOf(files: Files, file: string): string {
  const text = files[file];
  if (text === undefined) throw Object.assign(new Error(`no ${file}`), { code: 'ENOENT' });
  return text;
}

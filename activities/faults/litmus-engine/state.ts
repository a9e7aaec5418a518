import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';

/** What the operator of Litmus writes into a ChaosEngine. Empty until it has seen it. */
interface EngineStatus {
  readonly engineStatus?: string;
  readonly experiments?: readonly { readonly name?: string; readonly status?: string; readonly verdict?: string }[];
}

function statusOf({ status }: ClusterObject): EngineStatus {
  return isMapping(status) ? status : {};
}

/** `initialized` while it runs, then `completed` or `stopped`. */
export const stateOf = (engine: ClusterObject): string => statusOf(engine).engineStatus ?? '';

export const isOver = (engine: ClusterObject): boolean => ['completed', 'stopped'].includes(stateOf(engine));

/** Litmus goes on with the others, and says so in the status only. */
export function notFound(engine: ClusterObject): readonly string[] {
  return (statusOf(engine).experiments ?? [])
    .filter(({ status }) => status === 'ChaosExperiment Not Found' || status === 'Skipped')
    .map(({ name = 'an experiment', status }) => `${name}: ${status}`);
}

/** In few words, for people. */
export function wordsFor(engine: ClusterObject): string {
  const { experiments = [] } = statusOf(engine);
  const each = experiments.map(({ name, status, verdict }) => `${name} ${status}${verdict ? ` (${verdict})` : ''}`);
  const state = stateOf(engine) === '' ? 'not seen by its operator' : `"${stateOf(engine)}"`;
  return each.length === 0 ? state : `${state}: ${each.join(', ')}`;
}

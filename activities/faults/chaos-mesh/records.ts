import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';

/** What Chaos Mesh has done to one pod, container or machine. Its conditions are only summed up from these, and misleading. */
export interface ChaosRecord {
  /** `namespace/pod`, `namespace/pod/container`, or the address of a machine. */
  readonly id: string;
  readonly selectorKey: string;
  /** `Not Injected`, `Injected`, or one of them with a step behind it: `Not Injected/Wait`. */
  readonly phase: string;
  readonly injectedCount?: number;
  readonly recoveredCount?: number;
  readonly events?: readonly {
    readonly type: 'Succeeded' | 'Failed';
    readonly operation: 'Apply' | 'Recover';
    readonly message?: string;
  }[];
}

interface ExperimentStatus {
  readonly desiredPhase?: string;
  readonly containerRecords?: readonly ChaosRecord[];
}

/** The status may be empty for some 100 ms, or for ever when nobody works on the object. */
function experimentOf({ status }: ClusterObject): ExperimentStatus {
  const experiment = isMapping(status) ? status['experiment'] : undefined;
  return isMapping(experiment) ? experiment : {};
}

export const recordsOf = (object: ClusterObject): readonly ChaosRecord[] => experimentOf(object).containerRecords ?? [];

export const isInjected = ({ phase }: ChaosRecord): boolean => phase === 'Injected';

/** Also when it has ended since. A fault that never was injected has the same conditions as one that is over. */
export const wasInjected = ({ injectedCount = 0 }: ChaosRecord): boolean => injectedCount > 0;

/** Its time is over, or somebody is deleting or pausing it. */
export const isEnding = (object: ClusterObject): boolean => experimentOf(object).desiredPhase === 'Stop';

/** And everything that was injected is taken back. */
export function hasEnded(object: ClusterObject): boolean {
  const records = recordsOf(object);
  return isEnding(object) && records.length > 0 && records.every(isOver);
}

function isOver({ phase, recoveredCount = 0 }: ChaosRecord): boolean {
  return phase === 'Not Injected' && recoveredCount > 0;
}

/** What the daemon said last about each one that it failed on. */
export function complaintsIn(records: readonly ChaosRecord[]): readonly string[] {
  return records.flatMap(({ id, events = [] }) => {
    const last = events.at(-1);
    return last?.type === 'Failed' ? [`${last.operation} ${id}: ${last.message ?? 'failed, no reason is given'}`] : [];
  });
}

/** The pod that a record is about; undefined for a machine. */
export function podIn({ id }: ChaosRecord): { readonly namespace: string; readonly name: string } | undefined {
  const [namespace, name, ...rest] = id.split('/');
  const isPod = /^[a-z0-9.-]+$/.test(namespace ?? '') && /^[a-z0-9.-]+$/.test(name ?? '') && rest.length < 2;
  return isPod ? { namespace: namespace!, name: name! } : undefined;
}

/** In few words, for people. */
export function wordsFor(records: readonly ChaosRecord[]): string {
  if (records.length === 0) return 'it has selected nothing yet';
  return records.map(({ id, phase }) => `${id} is "${phase}"`).join(', ');
}

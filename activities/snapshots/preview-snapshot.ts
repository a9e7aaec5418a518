import type { SnapshotSpec } from '../../experiments/definition/snapshots/index.ts';
import type { Ports } from '../ports.ts';
import { snapshotterOf } from './snapshotters.ts';

/** For the plan. What is wrong with it is an answer, too. */
export async function previewSnapshot(
  { kind, settings }: SnapshotSpec,
  ports: Ports,
  signal: AbortSignal,
): Promise<string> {
  try {
    return `${kind} of ${await snapshotterOf(kind).preview({ settings, ports, signal })}`;
  } catch (error) {
    return `${kind} could not be taken now: ${error instanceof Error ? error.message : String(error)}`;
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultOrder } from '../../activities/faults/orders.ts';
import type { Ports } from '../../activities/ports.ts';
import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { placeMark } from '../../experiments/definition/record-place.ts';
import { type Child, startChild } from './fault-child.ts';
import { anOrder } from './fault-order.ts';
import { type FaultRig, faultRigs, type MachineFaultKind } from './fault-rigs.ts';
import { aWorld } from './fault-world.ts';

/** What a test of the contract of one kind of fault plays on: a target, a world, and workers of their own. */
export interface FaultStage {
  readonly rig: FaultRig<FaultKind>;
  readonly ports: Ports;
  /** For the target as it is now. */
  order(special?: Partial<FaultOrder>): Promise<FaultOrder>;
  /** A worker process that injects it, says how that ended, and lives on until it is killed. */
  worker(order: FaultOrder): Child;
  /** Long enough for an injection, and as short as a test can wait for. */
  readonly shortHoldMs: number;
  close(): Promise<void>;
}

export async function machineStage(kind: MachineFaultKind): Promise<FaultStage> {
  const folder = await mkdtemp(join(tmpdir(), 'gameday-fault-'));
  const rig = await faultRigs[kind](folder);
  return {
    rig,
    ports: aWorld(folder),
    order: ordersFor(kind, rig),
    worker: (order) => startChild('fault-injecting-worker.ts', folder, JSON.stringify(order)),
    shortHoldMs: 1_500,
    async close() {
      await rig.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ids say where their records are, as those of a game day do. */
export const ordersFor =
  (kind: FaultKind, rig: FaultRig<FaultKind>): FaultStage['order'] =>
  async ({ faultId = 'day/1/1.1-a-fault', ...special } = {}) => {
    const target = await rig.target();
    return anOrder({ kind, settings: rig.settings, target, ...special, faultId: `${faultId}${placeMark(target)}` });
  };

import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, USUAL } from '../cell.ts';
import { PHASES, untilPhase } from '../phases.ts';
import { untilRecordSays } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** Longer than every heartbeat timeout (10 s) of an activity that runs then. */
const FROZEN_MS = 12_000;
const AT_MOST_MS = 60_000;
const AFTERWARDS_MS = 2_000;

/**
 * The worker stands still and a second one takes over; then the first goes on where it stood, with everything that it had in
 * mind. It must be refused.
 */
export const workerFrozenCells = (): readonly Cell[] => [
  ...PHASES.map((phase) => frozen(phase, (world) => untilPhase(world, phase))),
  frozen('about to inject', (world) => untilRecordSays(world, 'paused', 'injecting'), untilUndone),
  frozen('about to undo', (world) => untilRecordSays(world, 'paused', 'undoing')),
];

/** The second worker has injected and undone: what the first one does now is late for certain. */
async function untilUndone({ targets }: World): Promise<void> {
  const undone = targets.until(({ target, what }) => target === 'paused' && what === 'off');
  await Promise.race([undone, sleep(AT_MOST_MS)]);
}

type Moment = (world: World) => Promise<void>;

function frozen(when: string, moment: Moment, alsoUntil: Moment = () => Promise.resolve()): Cell {
  return {
    ...USUAL,
    kind: 'worker frozen',
    name: `worker frozen/${when}`,
    waits: true,
    // The server goes on giving tasks to a worker that stands still, until its polls end a minute later; L0 is sooner.
    expects: { gameDay: 'ended', mayExpire: true, undoneWithinMs: undefined },
    async strike(world, strike) {
      await moment(world);
      strike.now(`SIGSTOP of the worker for ${FROZEN_MS / 1_000} s or more while ${when}, with a second worker`);
      const first = world.worker;
      first.freeze();
      await world.newWorker();
      await Promise.all([sleep(FROZEN_MS), alsoUntil(world)]);
      first.thaw();
      await sleep(AFTERWARDS_MS);
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, USUAL } from '../cell.ts';
import { copyOfDist } from '../mutants/copy-of-dist.ts';
import { untilPhase } from '../phases.ts';
import { INCOMPATIBLE } from './incompatible.ts';

const BAD_FOR_MS = 4_000;

/** A worker with an incompatible workflow comes up while the faults are on; then the right one again. */
export const badBundleCells = (): readonly Cell[] =>
  (['game day', 'experiment', 'fault'] as const).flatMap((workflow) =>
    (['prepared', 'on', 'undoing'] as const).map(
      (phase): Cell => ({
        ...USUAL,
        kind: 'bad bundle',
        name: `bad bundle/${workflow}/${phase}`,
        // The task of a fault that cannot be replayed is tried again 10 s apart and more; L0 may be sooner than the right one.
        expects: { gameDay: 'ended', mayExpire: workflow === 'fault', undoneWithinMs: undefined },
        async strike(world, strike) {
          const bad = copyOfDist(`incompatible-${workflow}`, [INCOMPATIBLE[workflow]]);
          await untilPhase(world, phase);
          strike.now(`a worker with another ${workflow} workflow for ${BAD_FOR_MS / 1_000} s while ${phase}`);
          await world.worker.kill();
          const worker = await world.newWorker(bad);
          await sleep(BAD_FOR_MS);
          await worker.kill();
          await world.newWorker();
        },
      }),
    ),
  );

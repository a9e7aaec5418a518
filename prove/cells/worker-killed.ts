import { type Cell, USUAL } from '../cell.ts';
import { PHASES, untilPhase } from '../phases.ts';

/** SIGKILL of the worker, and a new one at once, at moments that the target tells: also between two events of a history. */
export const workerKilledCells = (): readonly Cell[] =>
  PHASES.map((phase) => ({
    ...USUAL,
    kind: 'worker killed',
    name: `worker killed/${phase}`,
    async strike(world, strike) {
      await untilPhase(world, phase);
      strike.now(`SIGKILL of the worker while ${phase}`);
      await world.worker.kill();
      await world.newWorker();
    },
  }));

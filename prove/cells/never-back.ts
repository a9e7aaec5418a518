import { type Cell, USUAL } from '../cell.ts';
import { PHASES, untilPhase } from '../phases.ts';

/** SIGKILL of the server and of the worker, and nothing comes back: the targets must end the faults themselves. */
export const neverBackCells = (): readonly Cell[] =>
  PHASES.map((phase) => ({
    ...USUAL,
    kind: 'never back',
    name: `never back/${phase}`,
    waits: true,
    expects: { gameDay: 'nothing', mayExpire: true, undoneWithinMs: undefined },
    async strike(world, strike) {
      await untilPhase(world, phase);
      strike.now(`SIGKILL of server and worker for good while ${phase}`);
      await Promise.all([world.server.kill(), world.worker.kill()]);
    },
  }));

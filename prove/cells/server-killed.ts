import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, USUAL } from '../cell.ts';
import { PHASES, untilPhase } from '../phases.ts';

const AWAY_MS = 1_000;

/** SIGKILL of the server; it comes back on the same database and port, and the worker stays. */
export const serverKilledCells = (): readonly Cell[] =>
  PHASES.map((phase) => ({
    ...USUAL,
    kind: 'server killed',
    name: `server killed/${phase}`,
    world: { serverSurvives: true },
    async strike(world, strike) {
      await untilPhase(world, phase);
      strike.now(`SIGKILL of the server while ${phase}`);
      await world.server.kill();
      await sleep(AWAY_MS);
      await world.server.again();
    },
  }));

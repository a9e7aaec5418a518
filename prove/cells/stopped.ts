import { type Cell, type Kind, USUAL } from '../cell.ts';
import { PHASES, type Phase, untilPhase } from '../phases.ts';
import { type Role, ROLES } from '../world/workflow-ids.ts';
import type { World } from '../world/world.ts';

/** So long that nothing is undone for the reason that its time is over. */
const LONG_HOLD_MS = 40_000;
const ANSWERED_WITHIN_MS = 30_000;

/** Stopped by somebody: everything is put back now, not at the end of the hold. */
export const stoppedCells = (): readonly Cell[] =>
  PHASES.flatMap((phase) => [
    cell('cancel', phase, 'game day', (world) => handle(world, 'game day').cancel()),
    ...(['game day', 'experiment paused', 'fault beside'] as const).map((role) =>
      cell('terminate', phase, role, (world) => handle(world, role).terminate('the prover')),
    ),
  ]);

/** Nobody is left who would undo: only what the targets have of their own ends the faults. */
export const allTerminatedCells = (): readonly Cell[] =>
  PHASES.map((phase) => ({
    ...cell('terminate all', phase, 'everything', async (world) => {
      await Promise.all(
        ROLES.map((role) =>
          handle(world, role)
            .terminate('the prover')
            .catch(() => undefined),
        ),
      );
    }),
    waits: true,
    world: {},
    expects: { gameDay: 'nothing', mayExpire: true, undoneWithinMs: undefined },
  }));

function cell(kind: Kind, phase: Phase, what: string, stop: (world: World) => Promise<unknown>): Cell {
  const isBefore = phase === 'prepared' || phase === 'injecting' || phase === 'on';
  return {
    ...USUAL,
    kind,
    name: `${kind}/${what}/${phase}`,
    world: isBefore ? { holdMs: LONG_HOLD_MS, sweeps: false } : { sweeps: false },
    expects: { gameDay: 'ended', mayExpire: false, undoneWithinMs: ANSWERED_WITHIN_MS },
    async strike(world, strike) {
      await untilPhase(world, phase);
      strike.now(`${kind} of the ${what} while ${phase}`);
      await stop(world);
    },
  };
}

const handle = ({ client, ids }: World, role: Role) => client.session.client.workflow.getHandle(ids![role]);

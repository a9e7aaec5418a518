import { randomUUID } from 'node:crypto';
import { type Cell, USUAL } from '../cell.ts';
import { PHASES, untilPhase } from '../phases.ts';
import type { Role } from '../world/workflow-ids.ts';
import type { World } from '../world/world.ts';

/** The run so far is terminated, and a new one goes on from an earlier decision. Nothing may be broken anew meanwhile. */
export const resetCells = (): readonly Cell[] =>
  (['game day', 'experiment paused', 'fault beside'] as const).flatMap((role) =>
    (['first', 'last'] as const).flatMap((which) =>
      PHASES.map(
        (phase): Cell => ({
          ...USUAL,
          kind: 'reset',
          name: `reset/${role} to its ${which} decision/${phase}`,
          expects: { gameDay: 'ended', mayExpire: false, undoneWithinMs: undefined },
          async strike(world, strike) {
            await untilPhase(world, phase);
            strike.now(`reset of the ${role} to its ${which} decision while ${phase}`);
            await reset(world, role, which);
          },
        }),
      ),
    ),
  );

async function reset({ client, ids }: World, role: Role, which: 'first' | 'last'): Promise<void> {
  const { client: temporal, namespace } = client.session;
  const workflowId = ids![role];
  const { events } = await temporal.workflow.getHandle(workflowId).fetchHistory();
  const decisions = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  const decision = which === 'first' ? decisions[0] : decisions.at(-1);
  if (!decision?.eventId) throw new Error(`${workflowId} has not decided anything yet.`);
  await temporal.workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: { workflowId },
    reason: 'the prover',
    workflowTaskFinishEventId: decision.eventId,
    requestId: randomUUID(),
  });
}

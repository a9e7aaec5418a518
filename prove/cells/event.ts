import { type Cell, USUAL } from '../cell.ts';
import { eventsOf } from '../world/events.ts';
import type { Role } from '../world/workflow-ids.ts';
import type { World } from '../world/world.ts';

/** SIGKILL of the worker as soon as this event is there, and a new worker at once. */
export function eventCell(role: Role, nth: number): Cell {
  return {
    ...USUAL,
    kind: 'event',
    name: `event/${role}/${String(nth).padStart(3, '0')}`,
    async strike(world, strike) {
      const seen = await untilEvent(world, role, nth);
      const was = seen === nth ? '' : ` (its last: it has only ${seen} this time)`;
      strike.now(`SIGKILL of the worker at event ${nth} of the ${role}${was}`);
      await world.worker.kill();
      await world.newWorker();
    },
  };
}

/** How many events were there: fewer when the workflow ended before. */
async function untilEvent({ client, ids, over }: World, role: Role, nth: number): Promise<number> {
  let count = 0;
  for await (const _ of eventsOf(client.session.client, ids![role], over)) {
    count += 1;
    if (count === nth) break;
  }
  return count;
}

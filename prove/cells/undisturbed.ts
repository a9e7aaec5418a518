import { type Cell, USUAL } from '../cell.ts';
import { ROLES, type Role } from '../world/workflow-ids.ts';

/** The reference run; the others are measured against it. */
export function undisturbedCell(told: (events: Record<Role, number>) => void = () => undefined): Cell {
  return {
    ...USUAL,
    kind: 'undisturbed',
    name: 'undisturbed',
    async strike(world, strike) {
      strike.now('nothing');
      const { workflow } = world.client.session.client;
      await workflow.getHandle(world.ids!['game day']).result();
      const counts = await Promise.all(
        ROLES.map(async (role): Promise<[Role, number]> => {
          const { events } = await workflow.getHandle(world.ids![role]).fetchHistory();
          return [role, events?.length ?? 0];
        }),
      );
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for every role
      told(Object.fromEntries(counts) as Record<Role, number>);
    },
  };
}

import { type Cell, USUAL } from '../cell.ts';
import { PHASES, untilPhase } from '../phases.ts';

/** From the moment on nothing can be written any more, for good. */
export const fullDiskCells = (): readonly Cell[] =>
  (['store', 'state'] as const).flatMap((which) => [
    {
      ...base(which, 'from the start'),
      async strike(world, strike) {
        world.disk!.fill();
        strike.now(`the disk of the ${which} is full from the start`);
      },
    },
    ...PHASES.map(
      (phase): Cell => ({
        ...base(which, phase),
        async strike(world, strike) {
          await untilPhase(world, phase);
          strike.now(`the disk of the ${which} is full while ${phase}`);
          world.disk!.fill();
        },
      }),
    ),
  ]);

const base = (which: 'store' | 'state', when: string): Cell => ({
  ...USUAL,
  kind: 'full disk',
  name: `full disk/${which}/${when}`,
  world: { onSmallDisk: which },
  expects: { gameDay: 'ended', mayExpire: false, undoneWithinMs: undefined },
  strike: () => Promise.resolve(),
});

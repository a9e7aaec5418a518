import { createHaltGameDays } from '../../../activities/safety-switch/halt-game-days.ts';
import type { AbortOrder, SafetySwitch } from '../../../activities/safety-switch/safety-switch.ts';

/** A switch that is released after so many looks, and game days that the index shows one after the other. */
function world(looks: number, appearing: readonly string[]) {
  const orders: { readonly id: string; readonly order: AbortOrder }[] = [];
  const pauses: number[] = [];
  const shown: string[] = [];
  let look = 0;
  let now = 0;
  const safetySwitch: SafetySwitch = {
    read: async () => ((look += 1) > looks ? undefined : { by: 'ann', reason: 'x', at: 0 }),
    async abortRunning(known, order) {
      const ids = appearing.slice(0, look).filter((id) => !known.has(id));
      orders.push(...ids.map((id) => ({ id, order })));
      return ids;
    },
    async show(stopped) {
      shown.push(...stopped);
      throw new Error('the workflow of the switch cannot be told');
    },
  };
  const clock = {
    now: () => now,
    monotonic: () => now,
    async sleep(ms: number) {
      pauses.push(ms);
      now += ms;
    },
  };
  return { halt: createHaltGameDays(safetySwitch, clock), orders, pauses, shown };
}

describe('stopping every game day', () => {
  const order = { by: 'ann', reason: 'safety switch: x' };

  it('tells each once, late-comers too, although the switch cannot be told', async () => {
    const { halt, orders, shown } = world(5, ['a', 'b', 'c']);
    await halt(order);
    expect(orders).toEqual(['a', 'b', 'c'].map((id) => ({ id, order })));
    expect(shown).toEqual(['a', 'b', 'c']);
  });

  it('looks often at first, then seldom, and ends when the switch is released', async () => {
    const { halt, pauses } = world(20, []);
    await halt(order);
    expect(pauses).toEqual([...Array.from({ length: 15 }, () => 1_000), ...Array.from({ length: 5 }, () => 15_000)]);
  });
});

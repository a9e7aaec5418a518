import { failure, FailureType } from '../failures.ts';
import type { FaultDriver } from './driver.ts';
import { countAlike, slotIn, slotOf } from './process/slot.ts';
import { commandLineOf, processOf, victimOf } from './process/victim.ts';

const LOOK_EVERY_MS = 20;

/** The identity of the victim makes it safe to try again: whoever took its place is another process. */
export const processKill: FaultDriver<'process-kill'> = {
  kind: 'process-kill',
  recovery: 'self-heals',

  expiry: () => ({ by: 'nothing needed', text: 'a kill is over at once; whatever runs the process starts it again' }),

  async prepareUndo({ target, ports, signal }) {
    const victim = await victimOf(target, ports);
    const slot = slotOf(await commandLineOf(victim, ports));
    return { slot, alike: await countAlike(slot, ports, signal) };
  },

  async inject({ target, settings, ports, signal }) {
    const victim = processOf(target);
    if ((await ports.processes.signal(victim, settings.signal)) === 'gone') return;
    const began = ports.clock.monotonic();
    for (;;) {
      const state = await ports.processes.stateOf(victim);
      if (state === 'gone' || state === 'zombie') return;
      if (ports.clock.monotonic() - began >= settings.goneWithin) break;
      await ports.clock.sleep(LOOK_EVERY_MS, signal);
    }
    throw failure(
      FailureType.effectFailed,
      `${victim.label} still runs ${settings.goneWithin} ms after ${settings.signal}. ` +
        'Give it more time (goneWithin), or use SIGKILL.',
    );
  },

  async observe({ target, ports }) {
    const victim = processOf(target);
    const state = await ports.processes.stateOf(victim);
    return { observed: state === 'gone' || state === 'zombie', evidence: `${victim.label} is ${state}` };
  },

  undo: async () => {},

  async verifyUndone({ baseline, target, ports, signal }) {
    const { slot, alike } = slotIn(baseline);
    const now = await countAlike(slot, ports, signal);
    if (now >= alike) return [];
    return [`${now} of ${alike} processes like ${target.label} run; whatever runs them must start ${alike - now} more`];
  },
};

import type { Clock } from '../ports.ts';
import { running } from '../running.ts';
import type { AbortOrder, SafetySwitch } from './safety-switch.ts';

const OFTEN_MS = 1_000;
/** So long the server's index may not know a game day that was started right before the switch was pulled. */
const OFTEN_FOR_MS = 15_000;
const SELDOM_MS = 15_000;

/**
 * Orders every game day to put everything back, for as long as the switch is engaged; late-comers too. Each is told once:
 * an undo may take days, and a signal every few seconds would fill its history.
 */
export function createHaltGameDays(safetySwitch: SafetySwitch, clock: Clock) {
  return async (order: AbortOrder): Promise<void> => {
    const { signal } = running();
    const known = new Set<string>();
    const began = clock.monotonic();
    // Released by force, we would not be told before the next heartbeat; the server knows.
    while ((await safetySwitch.read()) !== undefined) {
      const stopped = await safetySwitch.abortRunning(known, order);
      for (const id of stopped) known.add(id);
      if (stopped.length > 0) await safetySwitch.show(stopped).catch(() => undefined);
      const pause = clock.monotonic() - began < OFTEN_FOR_MS ? OFTEN_MS : SELDOM_MS;
      // Fails when it is cancelled, or when this worker stops: then the next one goes on.
      await clock.sleep(pause, signal);
    }
  };
}

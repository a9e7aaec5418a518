import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import type { Effect } from '../driver.ts';
import type { UndoOrder } from '../orders.ts';
import { callOf, driverOf, requireHere } from './call.ts';

const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 100;

/** Looks until the effect is seen or the patience is over. Fails when the last look could not tell. */
export async function observeEffect(order: UndoOrder, ports: Ports): Promise<Effect & { readonly at: number }> {
  const activity = running();
  const { signal } = activity;
  const { clock, secrets } = ports;
  await requireHere(order.target, ports, signal);
  const call = callOf(order, ports, signal);
  const began = clock.monotonic();
  for (;;) {
    activity.heartbeat(undefined);
    const isLast = clock.monotonic() - began >= PATIENCE_MS;
    const look = await driverOf(order)
      .observe(call)
      .catch((error: unknown) => {
        if (isLast || signal.aborted) throw error;
      });
    if (look && (look.observed || isLast)) return { ...look, evidence: secrets.hide(look.evidence), at: clock.now() };
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

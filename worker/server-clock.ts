import type { Clock, Ports } from '../activities/ports.ts';

/** The answer of the server is good to a second. */
const SKEW_MS = 2_000;

/**
 * Signs of life in a cluster are judged by the clock of its API server: that of whoever sweeps may be wrong, and then a living
 * owner looks dead. A server that does not tell is no reason not to sweep.
 */
export async function serverClock({ cluster, clock }: Pick<Ports, 'cluster' | 'clock'>): Promise<Clock> {
  const { date } = await cluster.read('/version').catch(() => ({ date: undefined }));
  const ahead = date === undefined ? 0 : clock.now() - Date.parse(date);
  return Math.abs(ahead) < SKEW_MS ? clock : { ...clock, now: () => clock.now() - ahead };
}

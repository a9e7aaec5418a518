import type { AtMs } from '../../../experiments/definition/outcome.ts';
import type { History, WriteOperation } from './history.ts';

/**
 * The longest time without an acknowledged write, by due times, up to the end of the load. Time in which nobody tried (the
 * worker was dead) counts when a failed write borders on it, because then the outage may have filled it; between two
 * acknowledged writes it says nothing about the store, and the watch reports it as a blind gap.
 */
export function longestOutageMs(history: Outages): number {
  return longest(history, 0);
}

/** The same without the time in which nobody tried: so long it was at least. */
export function witnessedOutageMs(history: Outages): number {
  return longest(history, 1);
}

type Outages = Pick<History, 'writes' | 'notSentAt' | 'perSecond' | 'endedAt'>;

function longest(history: Outages, leaveOut: 0 | 1): number {
  const moments = momentsOf(history);
  const blindMs = Math.max(1000, 3000 / history.perSecond);
  let found = 0;
  let unseen = 0;
  let [since, previous] = [moments[0]?.at ?? history.endedAt, moments[0]?.at ?? history.endedAt];
  let isFailing = false;
  for (const { at, result } of moments) {
    const nobodyTried = at - previous > blindMs;
    if (nobodyTried) unseen += at - previous;
    if (nobodyTried && !isFailing && result === 'acknowledged') {
      found = Math.max(found, previous - since);
      since = at;
    }
    if (result === 'acknowledged') {
      found = Math.max(found, at - since - leaveOut * (at === since ? 0 : unseen));
      since = at;
      unseen = 0;
      isFailing = false;
    }
    if (result === 'refused' || result === 'indeterminate') isFailing = true;
    previous = at;
  }
  return Math.round(Math.max(found, history.endedAt - since - leaveOut * unseen));
}

interface Moment {
  readonly at: AtMs;
  readonly result: WriteOperation['outcome'];
}

function momentsOf({ writes, notSentAt }: Pick<History, 'writes' | 'notSentAt'>): readonly Moment[] {
  const attempts = writes.map(({ at, outcome }): Moment => ({ at, result: outcome }));
  const notSent = notSentAt.map((at): Moment => ({ at, result: 'refused' }));
  return [...attempts, ...notSent].toSorted((a, b) => a.at - b.at);
}

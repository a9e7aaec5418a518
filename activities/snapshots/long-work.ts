import { running } from '../running.ts';

const HEARTBEAT_EVERY_MS = 1_000;

/** Runs work that takes long: Temporal hears that it goes on and with what, and it hears when it shall stop. */
export async function longWork<T>(
  work: (signal: AbortSignal, progress: (text: string) => void) => Promise<T>,
): Promise<T> {
  const activity = running();
  let text = 'begun';
  const beating = setInterval(() => activity.heartbeat(text), HEARTBEAT_EVERY_MS);
  try {
    return await work(activity.signal, (next) => {
      text = next;
      activity.heartbeat(text);
    });
  } finally {
    clearInterval(beating);
  }
}

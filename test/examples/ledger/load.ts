import { setTimeout as delay } from 'node:timers/promises';
import { append } from './client.ts';

/** What became of each id that was ever sent. */
export interface History {
  /** id → the sequence that was promised */
  readonly acknowledged: Map<string, number>;
  readonly refused: Set<string>;
  readonly unknown: Set<string>;
}

export interface Load {
  readonly history: History;
  /** Resolves when every write that was under way has its place in the history. */
  stop(): Promise<void>;
}

/** Writers that send one new id after the other. An id is never sent twice. */
export function startLoad(url: string, writers: number): Load {
  const history: History = { acknowledged: new Map(), refused: new Set(), unknown: new Set() };
  const stopping = new AbortController();
  const written = Array.from({ length: writers }, async (_, writer) => {
    for (let count = 0; !stopping.signal.aborted; count += 1) {
      const isAcknowledged = await writeOne(url, `${writer}-${count}`, history);
      // A client that came back at once would only take the processor from those who recover.
      if (!isAcknowledged) await delay(25);
    }
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(written);
  };
  return { history, stop };
}

async function writeOne(url: string, id: string, { acknowledged, refused, unknown }: History): Promise<boolean> {
  const answer = await append(url, id);
  if (answer === null || answer.body.applied === 'unknown') unknown.add(id);
  else if (answer.status === 201) acknowledged.set(id, answer.body.sequence);
  else if (answer.body.applied === false) refused.add(id);
  else throw new Error(`no answer of the documented kind: ${JSON.stringify(answer)}`);
  return acknowledged.has(id);
}

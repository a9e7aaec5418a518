import { stopAll } from '../../../client/following/stop-all.ts';
import type { AbortedGameDay } from '../../../client/safety-switch/abort-running.ts';

const ORDER = { by: 'ann', reason: 'x' };

/** Answers one list after the other; the last one again and again. */
function clientWith(...rounds: readonly (readonly AbortedGameDay[] | Error)[]) {
  const known: string[][] = [];
  return {
    known,
    async abortAll(_: unknown, already: ReadonlySet<string> = new Set()) {
      known.push([...already]);
      const round = rounds[Math.min(known.length, rounds.length) - 1]!;
      if ('message' in round) throw round;
      return round.filter(({ id }) => !already.has(id));
    },
  };
}
const a: AbortedGameDay = { id: 'a', how: 'aborted' };
const b: AbortedGameDay = { id: 'b', how: 'aborted' };
const deaf: AbortedGameDay = { id: 'deaf', how: 'not told', problem: 'it takes no signal' };

async function stopped(client: ReturnType<typeof clientWith>) {
  const told: string[] = [];
  const result = await stopAll(client, ORDER, ({ id }) => told.push(id), new AbortController().signal);
  return { told, ...result };
}

describe('stopping everything', () => {
  it('finds those that the index shows late, and tells each once', async () => {
    const client = clientWith([a], [a], [a, b]);
    expect(await stopped(client)).toEqual({ told: ['a', 'b'], ordered: [a, b], notTold: [], problem: undefined });
    expect(client.known.slice(0, 4)).toEqual([[], ['a'], ['a'], ['a', 'b']]);
  }, 20_000);

  it('tries again what could not be told, and says so when it stays like that', async () => {
    const client = clientWith([deaf, { ...b, how: 'not told' }], [deaf, b]);
    expect(await stopped(client)).toEqual({ told: ['b'], ordered: [b], notTold: [deaf], problem: undefined });
  }, 20_000);

  it('says that nothing could be listed', async () => {
    expect(await stopped(clientWith(new Error('the index is down')))).toMatchObject({ problem: 'the index is down' });
    expect(await stopped(clientWith(new Error('the index is down'), [a]))).toMatchObject({
      told: ['a'],
      problem: undefined,
    });
  }, 30_000);

  it('ends at once when it is left', async () => {
    const left = AbortSignal.abort();
    const client = clientWith([a]);
    expect((await stopAll(client, ORDER, () => undefined, left)).ordered).toEqual([a]);
    expect(client.known).toHaveLength(1);
  });
});

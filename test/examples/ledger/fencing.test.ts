import { agreement, flushed, pidOf, servingLeader, urlOf, withLedger } from './a-ledger.ts';
import { append, entriesOf } from './client.ts';

describe('a leader that is stopped for a while', () => {
  it.each(['durable', 'early'] as const)(
    'is replaced, and acknowledges nothing when it goes on (%s)',
    async (acknowledge) => {
      await withLedger({ acknowledge, flushEvery: '100ms' }, async (ledger) => {
        const old = await servingLeader(ledger);
        await append(ledger.url, 'before');
        await flushed(old);
        const pid = await pidOf(old);
        process.kill(pid, 'SIGSTOP');
        const inItsSocket = Array.from({ length: 20 }, (_, index) => append(urlOf(old), `stopped-${index}`));
        const successor = await servingLeader(ledger, (name) => name !== old.name);
        expect((await append(ledger.url, 'after'))?.body).toMatchObject({ node: successor.name, epoch: 2 });

        process.kill(pid, 'SIGCONT');
        const late = Array.from({ length: 20 }, (_, index) => append(urlOf(old), `late-${index}`));
        const answers = await Promise.all([...inItsSocket, ...late]);
        expect(answers.filter((answer) => answer !== null && answer.status < 300)).toEqual([]);

        await agreement(ledger);
        const shown = await Promise.all([old, successor].map((node) => entriesOf(urlOf(node))));
        expect(shown[0]).toEqual(shown[1]);
        expect(shown[0]?.map(({ id }) => id)).toEqual(['before', 'after']);
        expect(ledger.events).toContainEqual(
          expect.objectContaining({ event: 'leader-lost', node: old.name, because: 'it does not answer' }),
        );
      });
    },
  );
});

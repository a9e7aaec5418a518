import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LedgerEvent } from '../../../examples/ledger/start.ts';
import { agreement, servingLeader, type TestLedger, urlOf, withLedger } from './a-ledger.ts';
import { entriesOf } from './client.ts';
import { eventually } from './eventually.ts';
import { type History, startLoad } from './load.ts';

const kills = 210;

describe('a ledger that acknowledges durably', () => {
  it(`loses no acknowledged write in ${kills} kills at random moments`, async () => {
    const processes = new Processes();
    await withLedger({ onEvent: (event) => processes.hear(event) }, async (ledger) => {
      const load = startLoad(ledger.url, 4);
      for (let count = 0; count < kills; count += 1) {
        if (count % 3 === 0) await killTheLeaderWhileItAcknowledges(processes, load.history);
        else await killAnyone(processes);
      }
      await servingLeader(ledger);
      await load.stop();
      await agreement(ledger);
      expect(await problemsOf(ledger, load.history)).toEqual([]);
      expect(load.history.acknowledged.size).toBeGreaterThan(kills);
    });
  }, 180_000);
});

async function killTheLeaderWhileItAcknowledges(processes: Processes, { acknowledged }: History): Promise<void> {
  const enough = acknowledged.size + Math.random() * 20;
  await eventually('acknowledged writes', () => (acknowledged.size > enough ? true : undefined));
  await processes.killOne('leader');
}

/** Whatever it is doing: starting, catching up, voting, leading; and however many others are dead. */
async function killAnyone(processes: Processes): Promise<void> {
  await delay(Math.random() * 60);
  await processes.killOne('any');
}

async function problemsOf(ledger: TestLedger, { acknowledged, refused, unknown }: History): Promise<readonly string[]> {
  const entries = await entriesOf(ledger.url);
  const found = new Map(entries.map(({ id, sequence }) => [id, sequence]));
  const onNodes = await Promise.all(ledger.nodes.map((node) => entriesOf(urlOf(node))));
  const lost = [...acknowledged.keys()].filter((id) => !found.has(id));
  const moved = [...acknowledged].filter(([id, sequence]) => found.has(id) && found.get(id) !== sequence);
  const refusedButThere = [...refused].filter((id) => found.has(id));
  const neverSent = [...found.keys()].filter((id) => !acknowledged.has(id) && !unknown.has(id));
  return [
    lost.map((id) => `lost: ${id}`),
    moved.map(([id]) => `not at the sequence that was acknowledged: ${id}`),
    refusedButThere.map((id) => `refused, but there: ${id}`),
    neverSent.map((id) => `never sent: ${id}`),
    found.size === entries.length ? [] : 'an id is there twice',
    new Set(found.values()).size === entries.length ? [] : 'a sequence is there twice',
    onNodes.every((node) => isDeepStrictEqual(node, entries)) ? [] : 'the nodes differ',
  ].flat();
}

/** Which processes live, by what the supervisor says. */
class Processes {
  readonly #pids = new Map<string, number>();
  #leader: string | undefined;

  hear({ event, node, pid }: LedgerEvent): void {
    if (node === undefined || typeof pid !== 'number') return;
    if (event === 'node-listening') this.#pids.set(node, pid);
    if (event === 'leader-elected') this.#leader = node;
    if (event === 'leader-lost') this.#leader = undefined;
  }

  async killOne(which: 'leader' | 'any'): Promise<void> {
    const [name, pid] = await eventually(`a process to kill (${which})`, () => {
      const alive = [...this.#pids].filter(([node]) => which === 'any' || node === this.#leader);
      return alive[Math.floor(Math.random() * alive.length)];
    });
    this.#pids.delete(name);
    process.kill(pid, 'SIGKILL');
  }
}

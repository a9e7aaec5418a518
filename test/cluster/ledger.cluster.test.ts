import axios from 'axios';
import { eventually } from '../support/eventually.ts';
import { useNamespace } from '../support/kubernetes.ts';

describe.each([
  { acknowledge: 'durable', loses: 'loses nothing' },
  { acknowledge: 'early', loses: 'loses what it acknowledged' },
])('the ledger as a StatefulSet that acknowledges $acknowledge', ({ acknowledge, loses }) => {
  const namespace = useNamespace(`ledger-${acknowledge}`);

  beforeAll(async () => {
    await namespace.deploy(...(acknowledge === 'early' ? ['ledger-early.yaml'] : []), 'ledger.yaml');
  }, 240_000);

  it(`${loses} when the pod of its leader is killed`, async () => {
    const url = await namespace.urlOf('ledger');
    const written = Array.from({ length: 50 }, (_, index) => `entry-${index}`);
    for (const id of written) await acknowledged(url, id);

    const leader = await eventually(() => leaderOf(namespace), 60_000);
    const uid = await namespace.kubectl('get', 'pod', leader, '-o', 'jsonpath={.metadata.uid}');
    const epoch = (await healthOf(url))?.data.epoch ?? 0;
    await namespace.kubectl('delete', 'pod', leader, '--grace-period=0', '--force');
    // The old leader goes on for a moment after its pod is gone from the API: only a later epoch is another leader.
    await eventually(async () => {
      const health = await healthOf(url);
      return health?.status === 200 && health.data.epoch > epoch;
    }, 90_000);

    const kept = await eventually(() => entriesOf(url), 60_000);
    const lost = written.filter((id) => !kept.has(id));
    expect(lost.length > 0).toBe(acknowledge === 'early');
    await acknowledged(url, 'afterwards');

    // The pod that replaces it takes part again, with the volume of the old one, and is labelled.
    await namespace.kubectl('wait', '--for=condition=Ready', `pod/${leader}`, '--timeout=90s');
    expect(await namespace.kubectl('get', 'pod', leader, '-o', 'jsonpath={.metadata.uid}')).not.toBe(uid);
    await eventually(async () => (await roleOf(namespace, leader)) !== '', 30_000);
  }, 300_000);
});

type Namespace = ReturnType<typeof useNamespace>;

/** A ledger on a busy machine may be without a leader for a moment; the same id may be sent again. */
async function acknowledged(url: string, id: string): Promise<void> {
  const post = () => axios.post(`${url}/entries`, { id, value: id }, { validateStatus: () => true, timeout: 10_000 });
  await eventually(async () => [200, 201].includes((await post().catch(() => undefined))?.status ?? 0), 60_000);
}

async function leaderOf(namespace: Namespace): Promise<string | undefined> {
  const names = await namespace.kubectl(
    'get',
    'pods',
    '-l',
    'app=ledger,role=leader',
    '-o',
    'jsonpath={.items[*].metadata.name}',
  );
  return names === '' || names.includes(' ') ? undefined : names;
}

function roleOf(namespace: Namespace, pod: string): Promise<string> {
  return namespace.kubectl('get', 'pod', pod, '-o', 'jsonpath={.metadata.labels.role}');
}

async function entriesOf(url: string): Promise<ReadonlySet<string> | undefined> {
  const answer = await axios.get<Entries>(`${url}/entries`, { timeout: 5_000 }).catch(() => undefined);
  return answer && new Set(answer.data.entries.map(({ id }) => id));
}

interface Entries {
  readonly entries: readonly { readonly id: string }[];
}

interface Health {
  readonly status: number;
  readonly data: { readonly epoch: number };
}

async function healthOf(url: string): Promise<Health | undefined> {
  return axios.get(`${url}/healthz`, { validateStatus: () => true, timeout: 3_000 }).catch(() => undefined);
}

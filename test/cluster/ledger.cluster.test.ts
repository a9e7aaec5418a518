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
    const leader = await eventually(() => leaderOf(namespace), 60_000);
    const written: string[] = [];
    for (let index = 0; index < 50; index += 1) {
      const { status } = await axios.post(`${url}/entries`, { id: `entry-${index}`, value: index });
      if (status === 201) written.push(`entry-${index}`);
    }
    expect(written).toHaveLength(50);

    const uid = await namespace.kubectl('get', 'pod', leader, '-o', 'jsonpath={.metadata.uid}');
    const epoch = (await healthOf(url))?.data.epoch ?? 0;
    await namespace.kubectl('delete', 'pod', leader, '--grace-period=0', '--force');
    // The old leader goes on for a moment after its pod is gone from the API: only a later epoch is another leader.
    await eventually(async () => {
      const health = await healthOf(url);
      return health?.status === 200 && health.data.epoch > epoch;
    }, 90_000);

    const { data } = await axios.get(`${url}/entries`);
    const kept = new Set(data.entries.map(({ id }: { readonly id: string }) => id));
    const lost = written.filter((id) => !kept.has(id));
    expect(lost.length > 0).toBe(acknowledge === 'early');
    await axios.post(`${url}/entries`, { id: 'afterwards', value: 'accepted' });

    // The pod that replaces it follows, with the volume of the old one.
    await namespace.kubectl('wait', '--for=condition=Ready', `pod/${leader}`, '--timeout=90s');
    expect(await namespace.kubectl('get', 'pod', leader, '-o', 'jsonpath={.metadata.uid}')).not.toBe(uid);
    await eventually(async () => (await roleOf(namespace, leader)) === 'follower', 30_000);
  }, 300_000);
});

type Namespace = ReturnType<typeof useNamespace>;

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

interface Health {
  readonly status: number;
  readonly data: { readonly epoch: number };
}

async function healthOf(url: string): Promise<Health | undefined> {
  return axios.get(`${url}/healthz`, { validateStatus: () => true, timeout: 3_000 }).catch(() => undefined);
}

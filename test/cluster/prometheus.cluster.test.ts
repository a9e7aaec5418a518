import axios from 'axios';
import { eventually } from '../support/eventually.ts';
import { prometheusUrl, useNamespace } from '../support/kubernetes.ts';

describe('Prometheus in the test cluster', () => {
  const namespace = useNamespace('prometheus');

  beforeAll(() => namespace.deploy('web.yaml'), 180_000);

  const here = (): string => `namespace="${namespace.name}"`;

  it('scrapes each replica of a service that asks for it', async () => {
    const pods = await eventually(async () => {
      const up = await query(`up{${here()}, app="web"} == 1`);
      return up.length === 3 && up.map(({ metric }) => metric['pod']);
    }, 30_000);
    expect(new Set(pods).size).toBe(3);
    const url = await namespace.urlOf('web');
    await axios.get(url);
    await eventually(async () => Number((await query(`sum(web_requests_total{${here()}})`))[0]?.value[1]) >= 1, 15_000);
  }, 60_000);

  it('knows how much memory a container has', async () => {
    // The first look of a kubelet at a new container is taken while that starts.
    await eventually(async () => {
      const [first] = await query(`container_memory_working_set_bytes{${here()}, container="web"}`);
      return Number(first?.value[1]) > 4_000_000;
    }, 80_000);
  }, 90_000);

  it('fires an alert for the namespace that raised the alarm, and only while it is raised', async () => {
    const [pod] = (
      await namespace.kubectl('get', 'pods', '-l', 'app=web', '-o', 'jsonpath={.items[*].status.podIP}')
    ).split(' ');
    const raise = (on: boolean) => axios.put(`http://${pod}:8080/alarm`, { on });
    expect(await firing('AlarmRaised', here())).toBe(0);
    await raise(true);
    await eventually(async () => (await firing('AlarmRaised', here())) === 1, 15_000);
    await raise(false);
    await eventually(async () => (await firing('AlarmRaised', here())) === 0, 15_000);
  }, 60_000);

  it('fires an alert when a replica is missing', async () => {
    await namespace.kubectl('scale', 'deployment/web', '--replicas=2');
    await eventually(async () => (await firing('TooFewReplicas', here())) === 1, 30_000);
  }, 60_000);
});

async function query(text: string): Promise<readonly Sample[]> {
  const { data } = await axios.get(`${prometheusUrl()}/api/v1/query`, { params: { query: text } });
  return data.data.result;
}

async function firing(alert: string, here: string): Promise<number> {
  return (await query(`ALERTS{alertname="${alert}", alertstate="firing", ${here}}`)).length;
}

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

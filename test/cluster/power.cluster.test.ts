import type { ClusterObject } from '../../activities/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { useOwnCluster } from '../support/own-cluster.ts';

describe('a power cut in a cluster of the test alone', () => {
  const own = useOwnCluster();
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'idle' };
  const nodes = async (): Promise<readonly ClusterObject[]> => own.cluster.list({ apiVersion: 'v1', kind: 'Node' });
  const nodeIs = (ready: string) =>
    eventually(
      async () => (await nodes()).every((node) => condition(node, 'Ready') === ready),
      120_000,
      `Ready is ${ready}`,
    );
  const answers = () =>
    eventually(
      async () => {
        const command = { namespace: 'default', pod: 'idle', argv: ['echo', 'here'], timeoutMs: 5_000 };
        const result = await own.cluster.exec(command).catch(() => undefined);
        return result?.outcome === 'exited' && result.stdout === 'here\n';
      },
      120_000,
      'the pod answers',
    );

  beforeAll(async () => {
    const container = {
      name: 'main',
      image: 'gameday/busybox:1',
      imagePullPolicy: 'Never',
      command: ['sleep', '100000'],
    };
    const tolerations = [{ operator: 'Exists' }]; // it stays where it is
    const metadata = { namespace: 'default', name: 'idle' };
    await own.cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { tolerations, containers: [container] },
    });
    await answers();
  }, 150_000);

  it('makes a node not ready; with the power back it runs its pods again', async () => {
    const before = await own.cluster.get(pod);
    await own.powerOff(1);
    await nodeIs('Unknown');
    await own.powerOn();
    await nodeIs('True');
    await answers();
    const after = await eventually(async () => {
      const seen = await own.cluster.get(pod);
      return restarts(seen) === 1 && seen;
    }, 60_000);
    expect(after.metadata.uid).toBe(before?.metadata.uid);
  }, 300_000);

  it('of the control plane ends the API, and nothing else: all objects and pods are there afterwards', async () => {
    const before = await own.cluster.get(pod);
    await own.powerOff(0);
    await expect(own.cluster.get(pod)).rejects.toThrow('was not reached');
    await own.powerOn();
    const after = await own.cluster.get(pod);
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
    expect(restarts(after)).toBe(restarts(before));
    await answers();
  }, 300_000);
});

function condition({ status }: ClusterObject, type: string): string | undefined {
  const { conditions = [] } = status as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.find((one) => one.type === type)?.status;
}

function restarts(pod: ClusterObject | undefined): number | undefined {
  const status = pod?.['status'] as { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
  return status?.containerStatuses?.[0]?.restartCount;
}

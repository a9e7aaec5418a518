import type { Cluster, NewObject } from '../../activities/cluster.ts';
import { asWorkload } from '../../activities/kubernetes/views.ts';
import { made, type Made } from './cluster-workload.ts';
import { eventually } from './eventually.ts';

export interface VolumeWorkload extends Made {
  /** What is in the file of each of its volumes; waits until its pods answer. */
  texts(): Promise<readonly string[]>;
  write(at: number, text: string): Promise<void>;
  /** Until its pods are ready. */
  ready(): Promise<void>;
}

/** A stateful set `ledger` whose pods keep a file on a volume of the CSI double. Resolves when it is ready. */
export async function aVolumeWorkload(cluster: Cluster, namespace: string, replicas: number): Promise<VolumeWorkload> {
  const object = await made(cluster, setOf(namespace, replicas));
  const exec = (at: number, script: string) =>
    cluster.exec({ namespace, pod: `ledger-${at}`, argv: ['sh', '-c', script], timeoutMs: 20_000 });
  const answer = (at: number, script: string) =>
    eventually(
      async () => {
        const result = await exec(at, script).catch(() => undefined);
        return result?.outcome === 'exited' && result.exitCode === 0 && { stdout: result.stdout };
      },
      120_000,
      `ledger-${at} in ${namespace} answers`,
    );
  const each = Array.from({ length: replicas }, (_, at) => at);
  const readyReplicas = async () => asWorkload((await object.read())!).status?.readyReplicas ?? 0;
  const workload: VolumeWorkload = {
    ...object,
    texts: () => Promise.all(each.map(async (at) => (await answer(at, 'cat /data/text')).stdout.trim())),
    write: async (at, text) => void (await answer(at, `echo "${text}" > /data/text && sync`)),
    async ready() {
      // A container answers before its pod says that it is ready.
      await eventually(async () => (await readyReplicas()) === replicas, 120_000, `ledger in ${namespace} is ready`);
      await Promise.all(each.map((at) => answer(at, 'true')));
    },
  };
  await workload.ready();
  await Promise.all(each.map((at) => workload.write(at, `state of ${at}`)));
  return workload;
}

function setOf(namespace: string, replicas: number): NewObject {
  const labels = { app: 'ledger' };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { namespace, name: 'ledger', labels },
    spec: {
      replicas,
      serviceName: 'ledger',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'main',
              image: 'gameday/busybox:1',
              imagePullPolicy: 'Never',
              command: ['sleep', '1000000'],
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: { tier: 'state' }, annotations: { team: 'storage' } },
          spec: {
            storageClassName: 'gameday-double',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '16Mi' } },
          },
        },
      ],
    },
  };
}

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import { rightsManifests } from '../../client/rights/manifests.ts';
import { scaleRig } from '../support/cluster-rig-scale.ts';
import { ordersFor } from '../support/fault-stage.ts';
import { aWorld } from '../support/fault-world.ts';
import { useNamespace } from '../support/kubernetes.ts';
import { rightsGiven, rightsTaken } from '../support/rights-given.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
  readonly spec: { readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: Pod } } } };
}

interface Pod {
  readonly containers: readonly {
    readonly volumeMounts: readonly object[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly volumes: readonly object[];
}

const manifestsIn = (file: string): readonly Manifest[] =>
  parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes', file), 'utf8')).map((one): Manifest => one.toJS());

describe('deploy/kubernetes on a real cluster', () => {
  const place = useNamespace('deploy');

  it.each(['rbac.yaml', 'worker.yaml', 'sweep.yaml'])('%s is accepted by the API server as it is', async (file) => {
    for (const manifest of manifestsIn(file)) {
      // All that differs is the namespace, which must be there.
      const here = JSON.stringify(manifest).replaceAll(
        /"namespace":"(gameday|shop|kube-system)"/g,
        `"namespace":"${place.name}"`,
      );
      const written = await place.cluster.create(JSON.parse(here), { dryRun: true });
      expect(written).toMatchObject({ outcome: 'written' });
    }
  });

  it('sweeps from a pod, with the rights of its service account alone, where no Temporal server is', async () => {
    const { cluster, name: namespace } = place;
    const folder = await mkdtemp(join(tmpdir(), 'gameday-deploy-'));
    const serviceAccount = { namespace, name: 'worker' };
    const manifests = rightsManifests({
      faults: ['scale'],
      others: [],
      namespaces: [namespace],
      records: namespace,
      serviceAccount,
    });
    await cluster.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: serviceAccount });
    await rightsGiven(cluster, manifests);
    try {
      const rig = await scaleRig({ cluster, namespace });
      const before = await rig.state();
      const ports = aWorld(folder, { cluster }, namespace);
      const fault = createFaultActivities(ports);
      const order = await ordersFor('scale', rig)();
      await fault.injectFault(await fault.prepareUndo(order));
      await ports.undoRecords.renew(order.faultId, Date.now() - 60_000);
      expect(await rig.effects()).toBe(1);

      await place.apply(stringify(sweepJob(namespace)));
      await place.kubectl('wait', '--for=jsonpath={.status.conditions[0].status}=True', 'job/sweep', '--timeout=240s');
      const log = await place.kubectl('logs', 'job/sweep');
      expect(log).toMatch(/UNDONE .* undone and verified/);
      expect(await rig.state()).toEqual(before);
    } finally {
      await rightsTaken(cluster, manifests);
      await rm(folder, { recursive: true });
    }
  }, 400_000);
});

/** The pod of the CronJob, with this build where the image would have its own. */
function sweepJob(namespace: string): object {
  const cronJob = manifestsIn('sweep.yaml').find(({ kind }) => kind === 'CronJob')!;
  const { template } = cronJob.spec.jobTemplate.spec;
  const [container] = template.spec.containers;
  const spec = {
    ...template.spec,
    containers: [
      {
        ...container,
        image: 'gameday/node:20',
        imagePullPolicy: 'Never',
        // A machine that runs a whole suite beside it would starve it.
        resources: { requests: { cpu: '1' } },
        workingDir: '/app',
        env: [{ name: 'GAMEDAY_KUBERNETES_NAMESPACE', value: namespace }],
        volumeMounts: [...(container?.volumeMounts ?? []), { name: 'app', mountPath: '/app', readOnly: true }],
      },
    ],
    volumes: [...template.spec.volumes, { name: 'app', hostPath: { path: ROOT, type: 'Directory' } }],
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { namespace, name: 'sweep' },
    spec: { ...cronJob.spec.jobTemplate.spec, template: { ...template, spec } },
  };
}

import type { Cluster, ClusterObject, NewObject } from '../../activities/cluster.ts';
import { eventually } from './eventually.ts';

export const LITMUS = 'litmuschaos.io/v1alpha1';
export const DAMAGE = 'litmus-double/damaged-by';
const FINALIZER = 'chaosengine.litmuschaos.io/finalizer';

interface Engine extends ClusterObject {
  readonly spec: {
    readonly engineState?: string;
    readonly appinfo?: { readonly applabel?: string };
    readonly experiments: readonly {
      readonly name: string;
      readonly spec?: {
        readonly components?: { readonly env?: readonly { readonly name: string; readonly value: string }[] };
      };
    }[];
  };
  readonly status?: { readonly engineStatus?: string };
}

interface Habits {
  /** What it says in the end; `Error`: it could not inject. */
  readonly verdict?: 'Pass' | 'Fail' | 'Error';
  /** Pods that take no notice of being told to go. */
  readonly hangs?: boolean;
}

/**
 * A double for the operator, the runner and an experiment of Litmus, which cannot be installed here. It goes through the states
 * that Litmus documents, with real jobs and pods marked like those of Litmus; the damage is an annotation on the pods that
 * `appinfo` means, which it takes back when it stops.
 */
export function startLitmusDouble(cluster: Cluster, namespace: string, habits: Habits = {}) {
  const ended = new AbortController();
  const began = new Map<string, number>();
  const engines = async () =>
    (await cluster.list({ apiVersion: LITMUS, kind: 'ChaosEngine', namespace })) as unknown as readonly Engine[];

  async function step(engine: Engine): Promise<void> {
    const { engineStatus } = engine.status ?? {};
    if (engine.metadata.deletionTimestamp !== undefined) return await stop(engine);
    if (engineStatus === undefined && engine.spec.engineState !== 'stop') {
      began.set(engine.metadata.uid, Date.now());
      await write(engine, { metadata: { finalizers: [FINALIZER] }, status: { engineStatus: 'initialized' } });
    } else if (engineStatus === 'initialized' && engine.spec.engineState === 'stop') await stop(engine);
    else if (engineStatus === 'initialized') await run(engine);
  }

  async function run(engine: Engine): Promise<void> {
    for (const { name } of engine.spec.experiments) {
      if ((await cluster.get({ apiVersion: LITMUS, kind: 'ChaosExperiment', namespace, name })) === undefined) {
        await write(engine, {
          status: { experiments: [{ name, status: 'ChaosExperiment Not Found', verdict: 'Fail' }] },
        });
        return;
      }
    }
    if ((await runs(engine)).length === 0) await start(engine);
    const seconds = Number(variable(engine, 'TOTAL_CHAOS_DURATION'));
    if (Date.now() - began.get(engine.metadata.uid)! > seconds * 1_000) await complete(engine);
  }

  async function start(engine: Engine): Promise<void> {
    await cluster.create(runner(engine, namespace, habits.hangs === true));
    await cluster.create(job(engine, namespace, habits.hangs === true));
    await note(engine, 'Running', 'Awaited', 'targeted');
    if (habits.verdict !== 'Error') {
      await damage(engine, engine.metadata.uid);
      await note(engine, 'Running', 'Awaited', 'injected');
    }
    await write(engine, { status: { experiments: statuses(engine, 'Running', 'Awaited') } });
  }

  async function complete(engine: Engine): Promise<void> {
    const { verdict = 'Pass' } = habits;
    await damage(engine, null);
    await note(engine, 'Completed', verdict, verdict === 'Error' ? 'targeted' : 'reverted');
    await removeRuns(engine);
    const status = { engineStatus: 'completed', experiments: statuses(engine, 'Completed', verdict) };
    await write(engine, { spec: { engineState: 'stop' }, status });
  }

  async function stop(engine: Engine): Promise<void> {
    await removeRuns(engine);
    if (habits.hangs !== true) await damage(engine, null);
    if (engine.status?.engineStatus === 'initialized') await note(engine, 'Stopped', 'Stopped', 'reverted');
    const experiments = statuses(engine, 'Forcefully Aborted', 'Stopped');
    await write(engine, { metadata: { finalizers: null }, status: { engineStatus: 'stopped', experiments } });
  }

  async function removeRuns(engine: Engine): Promise<void> {
    for (const { apiVersion, kind, metadata } of await runs(engine)) {
      await cluster.delete({ apiVersion, kind, namespace, name: metadata.name }, { propagation: 'Background' });
    }
    if (habits.hangs !== true) await eventually(async () => (await runs(engine)).length === 0, 60_000);
  }

  async function runs(engine: Engine): Promise<readonly ClusterObject[]> {
    const labels = `chaosUID=${engine.metadata.uid}`;
    const kinds = [
      { apiVersion: 'batch/v1', kind: 'Job' },
      { apiVersion: 'v1', kind: 'Pod' },
    ];
    return (await Promise.all(kinds.map((kind) => cluster.list({ ...kind, namespace, labels })))).flat();
  }

  async function damage({ spec }: Engine, by: string | null): Promise<void> {
    const labels = spec.appinfo?.applabel;
    for (const { metadata } of await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels })) {
      const key = { apiVersion: 'v1', kind: 'Pod', namespace, name: metadata.name };
      await cluster.patch(key, { type: 'merge', body: { metadata: { annotations: { [DAMAGE]: by } } } });
    }
  }

  async function note(engine: Engine, phase: string, verdict: string, chaosStatus: string): Promise<void> {
    for (const { name: experiment } of engine.spec.experiments) {
      const name = `${engine.metadata.name}-${experiment}`;
      const key = { apiVersion: LITMUS, kind: 'ChaosResult', namespace, name };
      const labels = { chaosUID: engine.metadata.uid };
      await cluster.create({ ...key, metadata: { namespace, name, labels }, spec: { experiment } });
      const probe = verdict === 'Pass' ? 'Passed' : verdict === 'Awaited' ? 'Awaited' : 'Failed';
      const status = {
        experimentStatus: { phase, verdict, probeSuccessPercentage: verdict === 'Pass' ? '100' : '0' },
        probeStatuses: [{ name: 'the service answers', mode: 'Continuous', status: { verdict: probe } }],
        history: { targets: [{ name: 'web', kind: 'deployment', chaosStatus }] },
      };
      await cluster.patch(key, { type: 'merge', body: { metadata: { labels } } });
      await cluster.patch(key, { type: 'merge', body: { status }, subresource: 'status' });
    }
  }

  async function write({ metadata }: Engine, body: object): Promise<void> {
    const key = { apiVersion: LITMUS, kind: 'ChaosEngine', namespace, name: metadata.name };
    await cluster.patch(key, { type: 'merge', body, manager: 'litmus-double' });
  }

  const working = (async () => {
    while (!ended.signal.aborted) {
      for (const engine of await engines().catch(() => [])) await step(engine).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    async stop() {
      ended.abort();
      await working;
    },
  };
}

const statuses = ({ spec }: Engine, status: string, verdict: string) =>
  spec.experiments.map(({ name }) => ({ name, status, verdict }));

const variable = ({ spec }: Engine, name: string): string | undefined =>
  spec.experiments[0]!.spec?.components?.env?.find((one) => one.name === name)?.value;

function podSpec(engine: Engine, hangs: boolean): object {
  const command = hangs ? ['sh', '-c', 'trap "" TERM; while :; do sleep 1; done'] : ['sleep', '1000000'];
  return {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: hangs ? 20 : 1,
    containers: [
      {
        name: 'main',
        image: 'gameday/busybox:1',
        imagePullPolicy: 'Never',
        command,
        env: [{ name: 'CHAOSENGINE', value: engine.metadata.name }],
      },
    ],
  };
}

const runner = (engine: Engine, namespace: string, hangs: boolean): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace,
    name: `${engine.metadata.name}-runner`,
    labels: { app: engine.metadata.name, chaosUID: engine.metadata.uid },
  },
  spec: podSpec(engine, hangs),
});

function job(engine: Engine, namespace: string, hangs: boolean): NewObject {
  const labels = { chaosUID: engine.metadata.uid, 'app.kubernetes.io/part-of': 'litmus' };
  const name = `${engine.spec.experiments[0]!.name}-${engine.metadata.uid.slice(0, 6)}`;
  const template = { metadata: { labels }, spec: podSpec(engine, hangs) };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { namespace, name, labels },
    spec: { backoffLimit: 0, template },
  };
}

import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, identityOf } from './cluster-workload.ts';

const SUPERVISOR = 'while :; do echo started >>/tmp/starts; sleep 1000001 & wait $!; done';
/** Asleep, so not the one that was killed and is not reaped yet. */
const RUNS = "until grep -qs '(sleep) S' /proc/[0-9]*/stat; do :; done";

/** A container in which a shell starts a process again whenever it ends. */
export const containerProcessKillRig: ClusterRig<'container-process-kill'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 1, container: { command: ['sh', '-c', SUPERVISOR] } });
  const inside = async (script: string) => {
    const [pod] = await web.ready(1);
    const argv = ['sh', '-c', script];
    const run = await cluster.exec({ namespace, pod: pod!.metadata.name, argv, timeoutMs: 10_000 });
    if (run.outcome !== 'exited' || run.exitCode !== 0) throw new Error(`${script}: ${JSON.stringify(run)}`);
    return run.stdout.trim();
  };
  return {
    settings: { commandLine: '^sleep 1000001$', signal: 'SIGKILL', expected: 1, goneWithin: 5_000 },
    async target() {
      await inside(RUNS);
      return identityOf((await web.ready(1))[0]!);
    },
    effects: async () => Number(await inside(`${RUNS}; wc -l </tmp/starts`)) - 1,
    state: () => inside(`${RUNS}; grep -ls '(sleep) S' /proc/[0-9]*/stat | wc -l`),
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};

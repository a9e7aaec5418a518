import { eventually } from './eventually.ts';
import type { OwnCluster } from './own-cluster.ts';

/** While it is out. */
export interface ApiOutage {
  /** Resolves when it answers again; a second time does nothing. */
  end(): Promise<void>;
}

/** Connections are refused: the API server is killed, and what would start it again is held until the end. */
export function killApiServer(own: OwnCluster): Promise<ApiOutage> {
  return cut(
    own,
    'pid=$(pgrep -x kube-apiserver) && keeper=$(ps -o ppid= -p $pid) && kill -STOP $keeper && kill -KILL $pid && echo $keeper',
  );
}

/** Connections are taken, and nothing is ever said: the API server is stopped, and goes on at the end. */
export function freezeApiServer(own: OwnCluster): Promise<ApiOutage> {
  return cut(own, 'pid=$(pgrep -x kube-apiserver) && kill -STOP $pid && echo $pid');
}

/** The line prints whom to let go on at the end. */
async function cut(own: OwnCluster, line: string): Promise<ApiOutage> {
  const stopped = await onControlPlane(own, line);
  let isOver = false;
  return {
    async end() {
      if (isOver) return;
      await comesBack(own, stopped);
      isOver = true;
    },
  };
}

async function comesBack(own: OwnCluster, stopped: string): Promise<void> {
  await onControlPlane(own, `kill -CONT ${stopped}`);
  const answers = () =>
    own.cluster.list({ apiVersion: 'v1', kind: 'Node' }).then(
      () => true,
      () => false,
    );
  await eventually(answers, 120_000, 'the API server answers again');
}

async function onControlPlane(own: OwnCluster, line: string): Promise<string> {
  return (await own.run('node', 'exec', '0', 'bash', '-c', line)).trim();
}

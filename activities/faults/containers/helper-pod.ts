import type { ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { containerStatus, whyNotReady } from '../../kubernetes/pod-state.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { FaultCall } from '../driver.ts';
import { containerBefore } from './container.ts';
import { END_CONTAINER } from './scripts.ts';

type Call = FaultCall<'container-kill'>;

const LOOK_EVERY_MS = 200;
const DONE_WITHIN_MS = 60_000;
const NAME = 'end-container';
const NOT_THERE = 3;

/** One per run of a container: the pod of an attempt that crashed is found again, and none is started beside it. */
function helperKey({ faultId, settings, baseline }: Call): ObjectKey {
  const name = `gameday-${NAME}-${markOf(`${faultId} ${containerBefore(baseline).containerID}`)}`;
  return { apiVersion: 'v1', kind: 'Pod', namespace: settings.helperNamespace, name };
}

/**
 * Ends all processes of one run of a container, from a pod of ours on its node. `not there`: none of them was found on the
 * node. Whoever calls it removes the pod afterwards, also for an attempt that crashed.
 */
export async function endOnNode(call: Call, node: string): Promise<'ended' | 'not there'> {
  const { ports, signal } = call;
  await startHelper(call, node);
  const began = ports.clock.monotonic();
  for (;;) {
    const pod = await ports.cluster.get(helperKey(call), signal);
    const exitCode = pod && containerStatus(pod, NAME)?.state?.terminated?.exitCode;
    if (exitCode === 0) return 'ended';
    if (exitCode === NOT_THERE) return 'not there';
    const isOver = ports.clock.monotonic() - began >= DONE_WITHIN_MS;
    if (pod === undefined || exitCode !== undefined || hasFailed(pod) || isOver) throw notDone(call, node, pod);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

export async function removeHelper(call: Call): Promise<void> {
  if (call.settings.via !== 'node') return;
  await call.ports.cluster.delete(helperKey(call), { gracePeriodSeconds: 0, signal: call.signal });
}

export async function helperLeft(call: Call): Promise<readonly string[]> {
  if (call.settings.via !== 'node') return [];
  const key = helperKey(call);
  const pod = await call.ports.cluster.get(key, call.signal);
  return pod === undefined ? [] : [`our pod ${key.namespace}/${key.name} is still there`];
}

/** One of an earlier attempt is waited for, unless it has failed. */
async function startHelper(call: Call, node: string): Promise<void> {
  const { cluster } = call.ports;
  const key = helperKey(call);
  const create = () => cluster.create(helperPod(call, node), { manager: 'gameday', signal: call.signal });
  let { outcome } = await create();
  if (outcome === 'conflict') {
    const earlier = await cluster.get(key, call.signal);
    if (earlier === undefined || !hasFailed(earlier)) return;
    await removeHelper(call);
    ({ outcome } = await create());
  }
  if (outcome !== 'gone') return;
  throw failure(
    FailureType.unsupported,
    `${call.target.label} was not touched: there is no namespace ${key.namespace} for the pod that would do it. Create it, or name another (helperNamespace).`,
  );
}

function hasFailed(pod: ClusterObject): boolean {
  return asPod(pod).status?.phase === 'Failed' && containerStatus(pod, NAME)?.state?.terminated?.exitCode !== NOT_THERE;
}

function notDone(call: Call, node: string, pod: ClusterObject | undefined): Error {
  const { waiting, terminated } = (pod && containerStatus(pod, NAME)?.state) ?? {};
  const seen = terminated?.message ?? waiting?.message ?? waiting?.reason ?? (pod ? whyNotReady(pod) : 'it is gone');
  const { namespace, name } = helperKey(call);
  return failure(
    FailureType.effectFailed,
    `Nothing is known to have been done to ${call.target.label} by our pod ${namespace}/${name} on node ${node}: ${seen}. ` +
      'Check helperImage, and that privileged pods are allowed there.',
  );
}

/** It sees the processes of the node and may signal them; nothing else of a privileged pod is asked for. */
function helperPod(call: Call, node: string): NewObject {
  const { apiVersion, kind, namespace, name } = helperKey(call);
  const id = containerBefore(call.baseline).containerID.replace(/^.*:\/\//, '');
  const expiresAt = new Date(call.expiresAt).toISOString();
  return {
    apiVersion,
    kind,
    metadata: {
      ...(namespace === undefined ? {} : { namespace }),
      name,
      labels: { 'app.kubernetes.io/managed-by': 'gameday', [FAULT_LABEL]: markOf(call.faultId) },
      annotations: { [FAULT_ID]: call.faultId, [EXPIRES_AT]: expiresAt },
    },
    spec: {
      nodeName: node,
      hostPID: true,
      restartPolicy: 'Never',
      activeDeadlineSeconds: DONE_WITHIN_MS / 1000,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      tolerations: [{ operator: 'Exists' }],
      containers: [
        {
          name: NAME,
          image: call.settings.helperImage,
          imagePullPolicy: 'IfNotPresent',
          command: ['sh', '-c', END_CONTAINER, 'gameday', id],
          securityContext: {
            runAsUser: 0,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'], add: ['KILL'] },
            seLinuxOptions: { type: 'spc_t' },
          },
          resources: { limits: { cpu: '500m', memory: '32Mi' } },
        },
      ],
    },
  };
}

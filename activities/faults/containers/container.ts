import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { containerStatus, type ContainerStatus, isLeaving } from '../../kubernetes/pod-state.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Baseline, FaultCall } from '../driver.ts';
import { livingPod, podOf, readPod } from '../pods/victim.ts';

export type OnContainer = Pick<FaultCall<never>, 'target' | 'ports' | 'signal'>;

/** One run of a container: the kubelet gives the next one another id and a higher count. */
export interface ContainerBefore {
  readonly container: string;
  readonly containerID: string;
  readonly restartCount: number;
  readonly ready: boolean;
}

export function containerBefore(baseline: Baseline): ContainerBefore {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only prepareUndo writes it
  return baseline as unknown as ContainerBefore;
}

interface Ending {
  /** Whether it ends with another exit code than 0 for certain. */
  readonly isFailure: boolean;
}

/** The container that is meant, when it runs and would be started again. */
export async function runningContainer(
  on: OnContainer,
  { isFailure }: Ending,
): Promise<{ readonly pod: ClusterObject; readonly before: ContainerBefore }> {
  const pod = await livingPod(on);
  const container = podOf(on.target).container ?? asPod(pod).spec.containers[0]!.name;
  const status = containerStatus(pod, container);
  if (status?.state?.running === undefined || status.containerID === undefined) {
    throw failure(
      FailureType.targetMissing,
      `Container ${container} of ${on.target.label} was not touched: it ${stateOf(status)}. Wait until it runs.`,
    );
  }
  const policy = restartPolicyOf(pod, container);
  if (policy !== 'Always' && !(policy === 'OnFailure' && isFailure)) {
    throw failure(
      FailureType.unsupported,
      `Container ${container} of ${on.target.label} was not touched: with restartPolicy ${policy} nothing may start it again. Use pod-kill.`,
    );
  }
  const { containerID, restartCount, ready } = status;
  return { pod, before: { container, containerID, restartCount, ready } };
}

export function labelOfContainer({ container }: ContainerBefore, { target }: Pick<OnContainer, 'target'>): string {
  return `container ${container} of ${target.label}`;
}

/** `same`: the run that we know goes on, as far as the kubelet has told. `gone`: its pod is. */
export type Run =
  | { readonly is: 'same' | 'ended' | 'another'; readonly status: ContainerStatus | undefined }
  | { readonly is: 'gone' };

export async function readRun(on: OnContainer, before: ContainerBefore): Promise<Run> {
  const pod = await readPod(on);
  if (pod === undefined || isLeaving(pod)) return { is: 'gone' };
  const status = containerStatus(pod, before.container);
  if (status !== undefined && status.restartCount > before.restartCount) return { is: 'another', status };
  if (status?.containerID !== before.containerID && status?.state?.running !== undefined)
    return { is: 'another', status };
  return { is: status?.state?.running === undefined ? 'ended' : 'same', status };
}

/** As it is now, in words that follow "it". */
export function stateOf(status: ContainerStatus | undefined): string {
  const { waiting, terminated } = status?.state ?? {};
  if (waiting !== undefined) return `waits (${waiting.reason ?? 'no reason is given'})`;
  if (terminated !== undefined)
    return `has ended (${terminated.reason ?? 'no reason is given'}, exit code ${terminated.exitCode})`;
  if (status === undefined) return 'has no status';
  return `runs, ${status.ready ? 'Ready' : 'not Ready'}, restart count ${status.restartCount}`;
}

/** What is left when the container does not run as well as before; one that was never Ready owes nothing. */
export function leftOver(on: Pick<OnContainer, 'target'>, before: ContainerBefore, run: Run): readonly string[] {
  if (run.is === 'gone') return [];
  const { status } = run;
  if (status?.state?.running !== undefined && (status.ready || !before.ready)) return [];
  return [`${labelOfContainer(before, on)} ${stateOf(status)}`];
}

function restartPolicyOf(pod: ClusterObject, name: string): string {
  const { containers, initContainers = [] } = asPod(pod).spec;
  const own = [...containers, ...initContainers].find((one) => one.name === name)?.restartPolicy;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
  return own ?? (pod['spec'] as { readonly restartPolicy?: string }).restartPolicy ?? 'Always';
}

import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { type ContainerBefore, labelOfContainer, type OnContainer } from './container.ts';

interface SharedSpaces {
  readonly hostPID?: boolean;
  readonly shareProcessNamespace?: boolean;
}

/** Where the processes that a shell sees are not those of its container alone, PID 1 is that of the node or of the pod. */
export function refuseForeignInit(on: OnContainer, pod: ClusterObject, before: ContainerBefore): void {
  refuseProcessesOfTheNode(on, pod, before);
  if (spacesOf(pod).shareProcessNamespace !== true) return;
  throw failure(
    FailureType.unsupported,
    `${labelOfContainer(before, on)} was not killed: the containers of this pod share their processes, so PID 1 is not its own. Use "via: node".`,
  );
}

/** From such a container a signal reaches the kubelet as well as the target. */
export function refuseProcessesOfTheNode(on: OnContainer, pod: ClusterObject, before: ContainerBefore): void {
  if (spacesOf(pod).hostPID !== true) return;
  throw failure(
    FailureType.forbidden,
    `${labelOfContainer(before, on)} was not touched: it sees the processes of its node (hostPID), which must not be hit. Use pod-kill.`,
  );
}

const spacesOf = (pod: ClusterObject): SharedSpaces => pod['spec'] ?? {};

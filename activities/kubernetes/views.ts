import type { ClusterObject } from '../cluster.ts';

/** The parts of the API's objects that we look at. What a server left out is undefined. */
export interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

export interface Pod extends ClusterObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName?: string } }[];
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
  readonly status?: { readonly phase?: string; readonly podIP?: string; readonly conditions?: readonly Condition[] };
}

export interface Workload extends ClusterObject {
  readonly spec?: { readonly replicas?: number; readonly parallelism?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly updatedReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly desiredNumberScheduled?: number;
    readonly numberReady?: number;
    readonly numberAvailable?: number;
    readonly updatedNumberScheduled?: number;
    readonly ready?: number;
  };
}

export interface Node extends ClusterObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export interface Budget extends ClusterObject {
  readonly spec?: { readonly selector?: LabelSelector };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly expectedPods?: number;
  };
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

export const asWorkload = (object: ClusterObject): Workload => object;
export const asNode = (object: ClusterObject): Node => object;
export const asBudget = (object: ClusterObject): Budget => object;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
export const asPod = (object: ClusterObject): Pod => object as unknown as Pod;

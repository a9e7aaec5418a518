import type { ClusterObject } from '../../cluster.ts';

/** https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/client/apis/volumesnapshot/v1/types.go */
export interface VolumeSnapshot extends ClusterObject {
  readonly status?: {
    readonly boundVolumeSnapshotContentName?: string;
    readonly creationTime?: string;
    readonly readyToUse?: boolean;
    readonly restoreSize?: string;
    readonly error?: { readonly message?: string };
  };
}

export interface VolumeSnapshotContent extends ClusterObject {
  readonly spec?: {
    readonly driver?: string;
    readonly deletionPolicy?: string;
    readonly volumeSnapshotRef?: { readonly uid?: string; readonly namespace?: string };
  };
  readonly status?: {
    readonly readyToUse?: boolean;
    readonly snapshotHandle?: string;
    readonly restoreSize?: number;
    readonly error?: { readonly message?: string };
  };
}

export interface VolumeSnapshotClass extends ClusterObject {
  readonly driver?: string;
  readonly deletionPolicy?: string;
}

export interface ClaimSpec {
  readonly accessModes?: readonly string[];
  readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly volumeAttributesClassName?: string;
}

export interface Claim extends ClusterObject {
  readonly spec?: ClaimSpec & { readonly volumeName?: string };
  readonly status?: { readonly phase?: string };
}

export const asSnapshot = (object: ClusterObject): VolumeSnapshot => object;
export const asContent = (object: ClusterObject): VolumeSnapshotContent => object;
export const asClass = (object: ClusterObject): VolumeSnapshotClass => object;
export const asClaim = (object: ClusterObject): Claim => object;

/** Where we ourselves and what we need run in the cluster, as far as this worker knows. */
export interface ControlPath {
  /** The pod of this worker; undefined outside of a cluster. */
  readonly pod?: { readonly namespace: string; readonly name: string } | undefined;
  /** By name: what of ours is there. */
  readonly namespaces: Readonly<Record<string, string>>;
}

export const NOTHING_IN_A_CLUSTER: ControlPath = { namespaces: {} };

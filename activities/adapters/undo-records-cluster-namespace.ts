import { ApplicationFailure } from '@temporalio/common';
import type { Cluster } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace' } as const;

/** Makes the namespace of the records when it is not there. Answers why no record can be made in it, if so. */
export async function openNamespace(cluster: Cluster, name: string): Promise<ApplicationFailure | undefined> {
  try {
    const found = await seen(cluster, name);
    if (found !== undefined) return found === 'ending' ? isEnding(name) : undefined;
    const metadata = { name, labels: { 'app.kubernetes.io/managed-by': 'gameday' } };
    await cluster.create({ ...NAMESPACE, metadata }, { manager: 'gameday' });
    return undefined;
  } catch (error) {
    if (isForbidden(error)) return mayNotMake(name, error);
    throw error;
  }
}

/** Fails when the namespace is being deleted: what is written there now will not be found by a sweep. */
export async function requireLasting(cluster: Cluster, name: string): Promise<void> {
  if ((await seen(cluster, name)) === 'ending') throw isEnding(name);
}

/** Whoever may not read it finds out by writing. */
async function seen(cluster: Cluster, name: string): Promise<'there' | 'ending' | undefined> {
  try {
    const found = await cluster.get({ ...NAMESPACE, name });
    if (found === undefined) return undefined;
    return found.metadata.deletionTimestamp === undefined ? 'there' : 'ending';
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

const isForbidden = (error: unknown): error is ApplicationFailure =>
  error instanceof ApplicationFailure && error.type === FailureType.forbidden;

const isEnding = (name: string) =>
  failure(
    FailureType.forbidden,
    `Nothing was injected: the namespace ${name}, in which the undo records are kept, is being deleted. Wait until it is gone, ` +
      'or keep them in another: GAMEDAY_KUBERNETES_NAMESPACE.',
  );

const mayNotMake = (name: string, { message }: ApplicationFailure) =>
  failure(
    FailureType.forbidden,
    `Nothing was injected: the undo records are kept in the namespace ${name}, which is not there, and could not be made ` +
      `(${message}). Make it: kubectl create namespace ${name}`,
  );

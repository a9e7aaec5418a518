import type { Cluster, NewObject, ObjectKey, PatchOrder, Write, Written } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import {
  doesNotApply,
  isGone,
  isNamespaceGone,
  isOtherUid,
  isUnknownPath,
  refusal,
  succeeded,
  wordsOf,
} from './cluster-answers.ts';
import type { Discovery } from './cluster-discovery.ts';
import { collectionPath, named, pathOf } from './cluster-paths.ts';
import { objectIn } from './cluster-reads.ts';
import type { ApiAnswer, Ask } from './cluster-request.ts';

type Writes = Pick<Cluster, 'create' | 'replace' | 'patch'>;

const CONTENT_TYPES: Readonly<Record<PatchOrder['type'], string>> = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

export function clusterWrites(ask: Ask, discovery: Discovery, get: Cluster['get']): Writes {
  return {
    async create(object, how) {
      const key = keyOf(object);
      const about = `${named(key)} was not created`;
      const answer = await discovery.with(key, about, how?.signal, (resource) =>
        ask({
          method: 'POST',
          path: collectionPath(key, resource, about),
          query: queryOf(how),
          body: object,
          signal: how?.signal,
          about,
        }),
      );
      return isNamespaceGone(answer) ? { outcome: 'gone' } : written(answer, about);
    },

    async replace(object, how) {
      const key = keyOf(object);
      const about = `${named(key)} was not replaced`;
      const answer = await discovery.with(key, about, how?.signal, (resource) =>
        ask({
          method: 'PUT',
          path: pathOf(key, resource, about),
          query: queryOf(how),
          body: object,
          signal: how?.signal,
          about,
        }),
      );
      if (isGone(answer, key.name)) return { outcome: 'gone' };
      // Of an object that is not there, the server says that it has no uid.
      if (isOtherUid(answer) && (await get(key, how?.signal)) === undefined) return { outcome: 'gone' };
      return written(answer, about);
    },

    async patch(key, order) {
      const about = `${named(key)} was not patched`;
      const { type, body, subresource, signal } = order;
      const answer = await discovery.with(key, about, signal, (resource) =>
        ask({
          method: 'PATCH',
          path: pathOf(key, resource, about, subresource),
          query: { ...queryOf(order), ...(type === 'apply' ? { force: order.force ?? false } : {}) },
          contentType: CONTENT_TYPES[type],
          body,
          signal,
          about,
        }),
      );
      if (isGone(answer, key.name) || (type === 'apply' && isNamespaceGone(answer))) return { outcome: 'gone' };
      if (type === 'json' && doesNotApply(answer)) {
        return { outcome: 'conflict', detail: 'a test of the patch does not hold, or a path in it is not there' };
      }
      if (subresource !== undefined && isUnknownPath(answer)) {
        throw failure(
          FailureType.unsupported,
          `${about}: the API server has no ${subresource} of a ${key.kind}. Choose another kind of object.`,
        );
      }
      return written(answer, about);
    },
  };
}

function written(answer: ApiAnswer, about: string): Written {
  if (answer.status === 409 || isOtherUid(answer)) return { outcome: 'conflict', detail: wordsOf(answer) };
  if (!succeeded(answer)) throw refusal(about, answer);
  return { outcome: 'written', object: objectIn(answer, about) };
}

/** A field that the server does not know is an error, not dropped in silence. */
const queryOf = (how: Write | undefined) => ({
  fieldManager: how?.manager ?? 'gameday',
  fieldValidation: 'Strict',
  dryRun: how?.dryRun ? 'All' : undefined,
});

function keyOf({ apiVersion, kind, metadata: { namespace, name = '' } }: NewObject): ObjectKey {
  return { apiVersion, kind, namespace, name };
}

import type { Cluster, ClusterObject, ObjectQuery } from '../cluster.ts';
import { isGone, notAnObject, refusal, succeeded } from './cluster-answers.ts';
import type { Discovery } from './cluster-discovery.ts';
import { collectionPath, named, pathOf } from './cluster-paths.ts';
import type { ApiAnswer, Ask } from './cluster-request.ts';

type Reads = Pick<Cluster, 'get' | 'list' | 'read' | 'resourceOf'>;

export function clusterReads(ask: Ask, discovery: Discovery, pageSize: number): Reads {
  return {
    async get(key, signal) {
      const about = `${named(key)} was not read`;
      const answer = await discovery.with(key, about, signal, (resource) =>
        ask({ method: 'GET', path: pathOf(key, resource, about), signal, about }),
      );
      if (isGone(answer, key.name)) return undefined;
      return objectIn(answer, about);
    },

    async list(query, signal) {
      const about = `The list of ${query.kind} in ${query.namespace ?? 'all namespaces'} was not read`;
      // Between two pages the server may forget where it was.
      const found = (await pages(query, about, signal)) ?? (await pages(query, about, signal));
      if (found !== undefined) return found.toSorted(byPlace);
      throw refusal(about, { status: 410, body: 'the list expired twice while it was read' });
    },

    resourceOf: (kind, signal) => discovery.find(kind, `${kind.kind} of ${kind.apiVersion} was not looked up`, signal),

    async read(path, signal) {
      const asked = path.startsWith('/') ? path : `/${path}`;
      const { status, body, date } = await ask({ method: 'GET', path: asked, signal, about: `${asked} was not read` });
      return { status, body, date };
    },
  };

  /** Undefined when the list expired on the way. */
  async function pages(
    query: ObjectQuery,
    about: string,
    signal: AbortSignal | undefined,
  ): Promise<ClusterObject[] | undefined> {
    const { labels: labelSelector, fields: fieldSelector } = query;
    const found: ClusterObject[] = [];
    let rest: string | undefined;
    do {
      const from = rest;
      const answer = await discovery.with(query, about, signal, (resource) => {
        const path = collectionPath(query, resource, about, 'all namespaces');
        return ask({
          method: 'GET',
          path,
          query: { limit: pageSize, labelSelector, fieldSelector, continue: from },
          signal,
          about,
        });
      });
      if (answer.status === 410 && from !== undefined) return undefined;
      const page = pageIn(answer, about);
      // The items of a list do not say what they are.
      for (const item of page.items ?? []) found.push({ ...item, apiVersion: query.apiVersion, kind: query.kind });
      rest = page.metadata?.continue || undefined;
    } while (rest !== undefined);
    return found;
  }
}

interface Page {
  /** Some servers say null for none. */
  readonly items: readonly ClusterObject[] | null;
  readonly metadata?: { readonly continue?: string };
}

function pageIn(answer: ApiAnswer, about: string): Page {
  if (!succeeded(answer)) throw refusal(about, answer);
  if (isPage(answer.body)) return answer.body;
  throw notAnObject(about, answer);
}

export function objectIn(answer: ApiAnswer, about: string): ClusterObject {
  if (!succeeded(answer)) throw refusal(about, answer);
  if (isObject(answer.body)) return answer.body;
  throw notAnObject(about, answer);
}

function isObject(body: unknown): body is ClusterObject {
  return typeof body === 'object' && body !== null && 'metadata' in body && 'kind' in body;
}

function isPage(body: unknown): body is Page {
  return (
    typeof body === 'object' && body !== null && 'items' in body && (body.items === null || Array.isArray(body.items))
  );
}

function byPlace(one: ClusterObject, other: ClusterObject): number {
  const [a, b] = [one, other].map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

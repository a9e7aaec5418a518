import { z } from 'zod';
import type { Cluster, ObjectKey } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { isUnknownPath, notAnObject, refusal, succeeded } from './cluster-answers.ts';
import type { ApiAnswer, Ask } from './cluster-request.ts';

type KindName = Pick<ObjectKey, 'apiVersion' | 'kind'>;
export type Resource = NonNullable<Awaited<ReturnType<Cluster['resourceOf']>>>;

export interface Discovery {
  find(kind: KindName, about: string, signal?: AbortSignal): Promise<Resource | undefined>;
  /** Does the work with the resource of this kind; fails with Unsupported when the server does not know it. */
  with(kind: KindName, about: string, signal: AbortSignal | undefined, work: Work): Promise<ApiAnswer>;
}
type Work = (resource: Resource) => Promise<ApiAnswer>;

interface Listed extends Resource {
  readonly kind: string;
}

/** A definition may have been installed, or taken away, a moment ago: what is not known is asked again. */
const FRESH_MS = 60_000;

export function clusterDiscovery(ask: Ask): Discovery {
  const known = new Map<string, { readonly at: number; readonly kinds: readonly Listed[] }>();

  async function find(
    { apiVersion, kind }: KindName,
    about: string,
    signal?: AbortSignal,
  ): Promise<Resource | undefined> {
    const kept = known.get(apiVersion);
    const fresh = kept !== undefined && performance.now() - kept.at < FRESH_MS ? kept.kinds : [];
    const found = fresh.find((one) => one.kind === kind);
    if (found !== undefined) return withoutKind(found);
    const kinds = await listed(ask, apiVersion, about, signal);
    known.set(apiVersion, { at: performance.now(), kinds });
    const asked = kinds.find((one) => one.kind === kind);
    return asked === undefined ? undefined : withoutKind(asked);
  }

  async function needed(kind: KindName, about: string, signal: AbortSignal | undefined): Promise<Resource> {
    const found = await find(kind, about, signal);
    if (found !== undefined) return found;
    throw failure(
      FailureType.unsupported,
      `${about}: the API server does not know ${kind.kind} of ${kind.apiVersion}. Install what brings this kind, or correct the apiVersion.`,
    );
  }

  return {
    find,
    async with(kind, about, signal, work) {
      const answer = await work(await needed(kind, about, signal));
      if (!isUnknownPath(answer)) return answer;
      known.delete(kind.apiVersion);
      return work(await needed(kind, about, signal));
    },
  };
}

async function listed(
  ask: Ask,
  apiVersion: string,
  about: string,
  signal: AbortSignal | undefined,
): Promise<readonly Listed[]> {
  const answer = await ask({ method: 'GET', path: groupPath(apiVersion), signal, about });
  if (isUnknownPath(answer)) return [];
  if (!succeeded(answer)) throw refusal(about, answer);
  const { data } = resourceList.safeParse(answer.body);
  if (data === undefined) throw notAnObject(about, answer);
  return data.resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced, verbs }) => ({ plural: name, kind, namespaced, verbs }));
}

const resourceList = z.object({
  resources: z.array(
    z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean(), verbs: z.array(z.string()) }),
  ),
});

export function groupPath(apiVersion: string): string {
  const parts = apiVersion.split('/').map(encodeURIComponent).join('/');
  return apiVersion.includes('/') ? `/apis/${parts}` : `/api/${parts}`;
}

const withoutKind = ({ plural, namespaced, verbs }: Listed): Resource => ({ plural, namespaced, verbs });

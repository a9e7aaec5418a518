import type { Cluster, NewObject } from '../../activities/cluster.ts';
import { eventually } from './eventually.ts';

interface ResourceRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** What the server says that we may do in each of these namespaces: `verb group/resource`, and the name if it is for one. */
export function mayDo(cluster: Cluster, namespaces: readonly string[]): Promise<readonly (readonly string[])[]> {
  return Promise.all(namespaces.map((namespace) => rightsIn(cluster, namespace)));
}

async function rightsIn(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const review = await cluster.create({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    metadata: {},
    spec: { namespace },
  });
  if (review.outcome !== 'written') throw new Error(`the review was not answered: ${review.outcome}`);
  const { resourceRules = [], incomplete } = review.object['status'] as {
    readonly resourceRules?: readonly ResourceRule[];
    readonly incomplete?: boolean;
  };
  if (incomplete) throw new Error('the server does not know all that we may do');
  const all = resourceRules.flatMap(({ apiGroups = [], resources = [], verbs = [], resourceNames = [''] }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) => resourceNames.map((name) => `${verb} ${group}/${resource}${name && ` ${name}`}`)),
      ),
    ),
  );
  return [...new Set(all)];
}

/** Applies roles and bindings, and waits until the server goes by them. */
export async function rightsGiven(admin: Cluster, manifests: readonly object[]): Promise<void> {
  for (const manifest of manifests) {
    const { outcome } = await admin.create(manifest as NewObject, { manager: 'test' });
    if (outcome !== 'written') throw new Error(`${JSON.stringify(manifest)} was not created: ${outcome}`);
  }
  await eventually(async () => await goesBy(admin, manifests), 30_000, 'the server goes by the new roles');
}

/** What does not go with its namespace. */
export async function rightsTaken(admin: Cluster, manifests: readonly object[]): Promise<void> {
  for (const { apiVersion, kind, metadata } of manifests as readonly NewObject[]) {
    const { namespace, name = '' } = metadata;
    await admin.delete({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
  }
}

/** Asks it as the administrator, about the service account. */
async function goesBy(admin: Cluster, manifests: readonly object[]): Promise<boolean> {
  const bindings = manifests.filter((one): one is Binding => 'subjects' in one);
  const roles = manifests.filter((one): one is Role => 'rules' in one);
  const answers = roles.map(async ({ metadata, rules }, at) => {
    const [subject] = bindings[at]!.subjects;
    const [{ apiGroups, resources, verbs }] = rules as [Role['rules'][number]];
    const [resource = '', subresource] = (resources[0] ?? '').split('/');
    const review = await admin.create({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: {},
      spec: {
        user: `system:serviceaccount:${subject!.namespace}:${subject!.name}`,
        resourceAttributes: {
          namespace: metadata.namespace ?? '',
          group: apiGroups[0],
          resource: resource === '*' ? 'anything' : resource,
          verb: verbs[0],
          ...(subresource === undefined ? {} : { subresource }),
        },
      },
    });
    return review.outcome === 'written' && (review.object['status'] as { readonly allowed?: boolean }).allowed === true;
  });
  return (await Promise.all(answers)).every(Boolean);
}

interface Binding {
  readonly subjects: readonly { readonly namespace: string; readonly name: string }[];
}

interface Role {
  readonly metadata: { readonly namespace?: string };
  readonly rules: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
}

import type { ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { createOurs, readOurs } from '../kubernetes/created-object.ts';
import { MANAGER } from '../kubernetes/field-owners.ts';
import { marksOf, type Preparing } from './call.ts';

const LOOK_EVERY_MS = 250;
/** What one attempt of an undo waits; the next one goes on. */
const PATIENCE_MS = 40_000;
/** Without them the copies would be refused where their originals are not. */
const SECURITY_LABELS = /^pod-security\.kubernetes\.io\//;

export const namespaceKey = ({ settings: { namespace } }: Pick<Preparing, 'settings'>): ObjectKey => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  name: namespace,
});

/** Somebody's namespace is never moved into. */
export async function requireFreeName(call: Preparing): Promise<void> {
  const found = await call.ports.cluster.get(namespaceKey(call), call.signal);
  if (found === undefined || (await readOurs(call, namespaceKey(call))) !== undefined) return;
  const { namespace } = call.settings;
  throw failure(
    FailureType.forbidden,
    `The clone was not made: there is a namespace ${namespace} already, which is not of this experiment. Give "clone" another namespace, or find out whose it is.`,
  );
}

/** The namespace, and what keeps its pods from the originals. Both may be there from an attempt that died. */
export async function openPlace(call: Preparing): Promise<void> {
  const { settings, ports, signal } = call;
  const original = await ports.cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: settings.from }, signal);
  const security = Object.entries(original?.metadata.labels ?? {}).filter(([key]) => SECURITY_LABELS.test(key));
  const { labels, annotations } = marksOf(call);
  const all = { ...Object.fromEntries(security), ...labels, 'app.kubernetes.io/managed-by': MANAGER };
  const metadata = { name: settings.namespace, labels: all, annotations };
  await createOurs(call, { apiVersion: 'v1', kind: 'Namespace', metadata }, namespaceKey(call));
  await untilPodsMayCome(call);
  if (!settings.isolate) return;
  const policy = isolating(call);
  await createOurs(call, policy, { ...policyKind, namespace: settings.namespace, name: 'gameday-isolated' });
}

/** A controller gives each new namespace its account; until then the server refuses pods in it, which looks like a missing right. */
async function untilPodsMayCome({ settings: { namespace }, ports, signal }: Preparing): Promise<void> {
  const key = { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: 'default' };
  const began = ports.clock.monotonic();
  while ((await ports.cluster.get(key, signal)) === undefined) {
    if (ports.clock.monotonic() - began > PATIENCE_MS) return;
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

const policyKind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' } as const;

function isolating(call: Preparing): NewObject {
  const dns = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
  const ports = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 }));
  return {
    ...policyKind,
    metadata: { namespace: call.settings.namespace, name: 'gameday-isolated', ...marksOf(call) },
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: {} }] }, { to: [dns], ports }],
    },
  };
}

/** Resolves when the namespace, and with it all that is in it, is gone. */
export async function closePlace(call: Preparing): Promise<void> {
  const { ports, signal } = call;
  const there = await readOurs(call, namespaceKey(call));
  if (there === undefined) return;
  const { uid } = there.metadata;
  await ports.cluster.delete(namespaceKey(call), { uid, manager: MANAGER, signal });
  const began = ports.clock.monotonic();
  for (;;) {
    const now = await ports.cluster.get(namespaceKey(call), signal);
    if (now?.metadata.uid !== uid) return;
    if (ports.clock.monotonic() - began > PATIENCE_MS) throw stays(now);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

function stays(namespace: ClusterObject): Error {
  return failure(FailureType.effectFailed, `The clone was not removed: ${whyItStays(namespace)}. It is tried again.`);
}

interface NamespaceStatus {
  readonly conditions?: readonly { readonly status: string; readonly type: string; readonly message?: string }[];
}

/** The namespace controller says in its conditions what it waits for. */
export function whyItStays({ metadata, ...rest }: ClusterObject): string {
  const { conditions = [] }: NamespaceStatus = rest['status'] ?? {};
  const waits = conditions.filter(({ status, message }) => status === 'True' && message !== undefined);
  const why = waits.map(({ message }) => message).join('; ');
  const state = metadata.deletionTimestamp === undefined ? 'is still there' : 'is still being deleted';
  return `namespace ${metadata.name} ${state}${why === '' ? '' : `: ${why}`}`;
}

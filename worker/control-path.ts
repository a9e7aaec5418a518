import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ControlPath } from '../activities/guardrails/index.ts';

const OWN_NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly temporalAddress: string;
  readonly host?: string;
  readonly readText?: (path: string) => string | undefined;
}

/**
 * What of ours runs in the cluster: the pod of this worker, if it is one, its namespace, that of the undo records, that of
 * Temporal when its address is the name of a Service, and those in GAMEDAY_PROTECTED_NAMESPACES.
 */
export function controlPathOf({
  env,
  temporalAddress,
  host = hostname(),
  readText = textOf,
}: Surroundings): ControlPath {
  const isInPod = env['KUBERNETES_SERVICE_HOST'] !== undefined;
  const own = env['POD_NAMESPACE'] ?? (isInPod ? readText(OWN_NAMESPACE_FILE)?.trim() : undefined);
  const temporal = namespaceIn(temporalAddress, own);
  const named = (env['GAMEDAY_PROTECTED_NAMESPACES'] ?? '').split(',').map((name) => name.trim());
  const namespaces = {
    ...Object.fromEntries(
      named.filter(Boolean).map((name) => [name, 'something named in GAMEDAY_PROTECTED_NAMESPACES']),
    ),
    ...(temporal === undefined ? {} : { [temporal]: 'Temporal' }),
    ...(own === undefined ? {} : { [own]: 'our worker' }),
    [env['GAMEDAY_KUBERNETES_NAMESPACE'] ?? 'gameday']: 'the record of every undo',
  };
  if (own === undefined) return { namespaces };
  return { pod: { namespace: own, name: env['POD_NAME'] ?? host }, namespaces };
}

/** `temporal-frontend.temporal.svc`; a name without dots is a Service beside us. Undefined for addresses outside of a cluster. */
function namespaceIn(address: string, own: string | undefined): string | undefined {
  const [name = ''] = address.split(':');
  const [service = '', namespace, svc] = name.split('.');
  if (service === 'localhost' || /^[\d.]+$/.test(name)) return undefined;
  if (namespace === undefined) return own;
  return svc === 'svc' || (svc === undefined && own !== undefined) ? namespace : undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import type { NewObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import type { FaultDriver } from '../driver.ts';
import { createOurs, deleteOurs, readOurs } from '../kubernetes/created-object.ts';
import { NO_EXPIRY } from '../kubernetes/field-fault.ts';
import { identityOf, readTarget, requireTarget } from '../kubernetes/target-object.ts';
import { askMesh, type OnMesh, requireUsualAnswer, stillHit, withoutProbe } from './probe.ts';
import { faultOf, headersOf } from './routes.ts';

const API = 'networking.istio.io/v1';

/** A service without a VirtualService gets one for the time of the fault. */
export const onService: FaultDriver<'istio-http-fault'> = {
  kind: 'istio-http-fault',
  recovery: 'undone',
  expiry: () => NO_EXPIRY,

  async prepareUndo(call) {
    const { label } = (await requireTarget(call), identityOf(call));
    await refuseIfRouted(call);
    await requireUsualAnswer(call);
    const { outcome } = await call.ports.cluster.create(virtualServiceFor(call), { dryRun: true, signal: call.signal });
    if (outcome === 'written') return {};
    throw failure(
      FailureType.changedByOthers,
      `${label} was not touched: ${labelOf(keyOf(call))} is there already, or its namespace is being deleted. Find out whose it is.`,
    );
  },

  async inject(call) {
    if ((await readTarget(call)) === undefined) return;
    await createOurs(call, virtualServiceFor(call), keyOf(call));
  },

  async observe(call) {
    const label = labelOf(keyOf(call));
    if ((await readOurs(call, keyOf(call))) === undefined)
      return { observed: false, evidence: `${label} is not there` };
    const asked = await askMesh(call);
    if (asked === undefined) throw withoutProbe(label);
    return { observed: asked.isHit, evidence: `${label} has the fault; ${asked.said}` };
  },

  undo: (call) => deleteOurs(call, keyOf(call)),

  async verifyUndone(call) {
    if ((await readOurs(call, keyOf(call))) !== undefined) return [`${labelOf(keyOf(call))} is still there`];
    return (await readTarget(call)) === undefined ? [] : await stillHit(call);
  },
};

function keyOf(call: OnMesh): ObjectKey {
  return {
    apiVersion: API,
    kind: 'VirtualService',
    namespace: identityOf(call).namespace,
    name: `gameday-${markOf(call.faultId)}`,
  };
}

const labelOf = ({ kind, namespace, name }: ObjectKey): string => `${kind} ${namespace ?? ''}/${name}`;

/** Everything goes on to the service; what is meant, with the fault. */
function virtualServiceFor(call: OnMesh): NewObject {
  const { apiVersion, kind, name, namespace } = keyOf(call);
  const { faultId, expiresAt, settings } = call;
  const route = [{ destination: { host: identityOf(call).name } }];
  const { headers } = settings;
  const faulty = { ...(headers && { match: [{ headers: headersOf(headers) }] }), fault: faultOf(settings), route };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { [FAULT_LABEL]: markOf(faultId) },
      annotations: { [FAULT_ID]: faultId, [EXPIRES_AT]: new Date(expiresAt).toISOString() },
    },
    spec: { hosts: [identityOf(call).name], http: [faulty, ...(headers ? [{ route }] : [])] },
  };
}

/** Two VirtualServices of one host are merged in an order that nobody knows. */
async function refuseIfRouted(call: OnMesh): Promise<void> {
  const { namespace = '', name, label } = identityOf(call);
  if (call.settings.route !== undefined) {
    throw failure(
      FailureType.unsupported,
      `${label} was not touched: a Service has no routes. Leave "route" out, or target its VirtualService.`,
    );
  }
  const names = new Set([name, `${name}.${namespace}`, `${name}.${namespace}.svc`]);
  const all = await call.ports.cluster.list({ apiVersion: API, kind: 'VirtualService', namespace }, call.signal);
  const there = all.find(({ spec }) => {
    const hosts: readonly unknown[] = isMapping(spec) && Array.isArray(spec['hosts']) ? spec['hosts'] : [];
    return hosts.some((host) => names.has(String(host)) || String(host).startsWith(`${name}.${namespace}.svc.`));
  });
  if (there === undefined) return;
  throw failure(
    FailureType.unsupported,
    `${label} was not touched: VirtualService ${namespace}/${there.metadata.name} routes its requests, and a second one would not be merged in an order that can be relied on. Target that VirtualService.`,
  );
}

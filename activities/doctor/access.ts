import { type DoctorFinding, fine, odd, wrong } from '../../experiments/definition/doctor.ts';
import { rightsFor, type WantedRights } from '../../experiments/definition/rights/rights-for.ts';
import type { Rule } from '../../experiments/definition/rights/rule.ts';
import { isMapping } from '../kubernetes/json.ts';
import type { DoctorCall, DoctorCheck } from './cluster-check.ts';

/** For each kind, whether the server would let us do what it needs. It answers what it would do, and does nothing. */
export const access: DoctorCheck = async (call) => {
  if (call.namespaces.length === 0)
    return [odd('rights', 'not looked at', 'Name the namespaces with targets: --in shop')];
  const kinds = [
    ...call.faults.map((kind): WantedKind => ({ kind, faults: [kind], others: [] })),
    ...call.others.map((kind): WantedKind => ({ kind, faults: [], others: [kind] })),
  ];
  const asked = new Map<string, Promise<boolean>>();
  return (await Promise.all(kinds.map((one) => findingsFor(one, call, asked)))).flat();
};

interface WantedKind extends WantedRights {
  readonly kind: string;
}

async function findingsFor(
  { kind, ...wanted }: WantedKind,
  call: DoctorCall,
  asked: Map<string, Promise<boolean>>,
): Promise<readonly DoctorFinding[]> {
  const { inTargets, inOurs, inSystem, clusterWide } = rightsFor(wanted);
  const scopes = [
    ...call.namespaces.map((namespace) => ({ namespace, rules: inTargets })),
    { namespace: call.records, rules: inOurs },
    { namespace: 'kube-system', rules: inSystem },
    { namespace: undefined, rules: clusterWide },
  ];
  const missing: string[] = [];
  for (const { namespace, rules } of scopes) {
    for (const one of rules.flatMap(single)) {
      if (!(await isAllowed(one, namespace, call, asked)))
        missing.push(`${wordsFor(one)}${namespace === undefined ? '' : ` in ${namespace}`}`);
    }
  }
  const check = `rights for ${kind}`;
  if (missing.length === 0) return [fine(check, `all of them in ${call.namespaces.join(', ')}`)];
  const places = call.namespaces.map((one) => `--in ${one}`).join(' ');
  const next = `kubectl apply what this prints: gameday rbac --for ${kind} ${places} --service-account ${call.records}/worker`;
  return [wrong(check, `we may not ${missing.join(', ')}`, next)];
}

/** One verb on one resource: that is what the server can be asked. */
const single = ({ group, resources, verbs }: Rule): readonly Right[] =>
  resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb })));

interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

function isAllowed(
  right: Right,
  namespace: string | undefined,
  call: DoctorCall,
  asked: Map<string, Promise<boolean>>,
) {
  const key = JSON.stringify([right, namespace]);
  const known = asked.get(key) ?? askServer(right, namespace, call);
  asked.set(key, known);
  return known;
}

async function askServer(
  { group, resource: full, verb }: Right,
  namespace: string | undefined,
  { ports: { cluster }, signal }: DoctorCall,
): Promise<boolean> {
  const [resource, subresource] = full.split('/');
  const resourceAttributes = {
    group,
    resource,
    verb,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
  };
  const answer = await cluster.create(
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { resourceAttributes },
    },
    { signal },
  );
  const status = answer.outcome === 'written' ? answer.object['status'] : undefined;
  return isMapping(status) && status['allowed'] === true;
}

const wordsFor = ({ group, resource, verb }: Right): string => `${verb} ${resource}${group === '' ? '' : `.${group}`}`;

import { faultObjects } from '../../../experiments/definition/faults/objects.ts';
import { apiVersionOf, KNOWN_KINDS, ownerNamed, POD_OWNERS } from '../../../experiments/definition/kubernetes-kinds.ts';
import { CLUSTER_SCOPED, type KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import type { TargetSpec } from '../../../experiments/definition/targets/index.ts';
import type { Complain } from '../complain.ts';
import { suggest } from '../did-you-mean.ts';
import type { Path } from '../path.ts';
import type { ExperimentCheck } from './check.ts';
import { listedFaults } from './listed-faults.ts';

/** A pod cannot be cordoned, a node cannot be scaled. */
export const faultsFitTheirObjects: ExperimentCheck = ({ faults, target: common }, complain) => {
  for (const { fault, path } of listedFaults({ faults })) {
    const target = fault.target ?? common;
    const kinds = faultObjects[fault.kind];
    if (kinds === undefined || target?.kind !== 'kubernetes') continue;
    const { kind } = target.settings;
    if (kinds.includes(kind)) continue;
    const next = `give the fault a target whose "kind" is ${kinds.join(' or ')}`;
    complain([...path, fault.kind], `${fault.kind} cannot act on a ${kind}; ${next}`, 'key');
  }
};

export const kubernetesTargetsCanBeFound: ExperimentCheck = ({ faults, target }, complain) => {
  if (target) checkTarget(target, ['target'], complain);
  for (const { fault, path } of listedFaults({ faults })) {
    if (fault.target) checkTarget(fault.target, [...path, 'target'], complain);
  }
};

function checkTarget({ kind, settings }: TargetSpec, path: Path, complain: Complain): void {
  if (kind !== 'kubernetes') return;
  const at = [...path, 'kubernetes'];
  checkKind(settings, at, complain);
  checkScope(settings, at, complain);
  checkOwner(settings, at, complain);
  if (selectsEverything(settings)) {
    complain(at, `matches every ${settings.kind} of the namespace; write at least one label, or name what is meant`);
  }
}

function checkKind({ kind, apiVersion }: KubernetesTargetSpec, at: Path, complain: Complain): void {
  if (apiVersion !== undefined || apiVersionOf(kind) !== undefined) return;
  const allowed = `write its "apiVersion" beside it, or one of ${KNOWN_KINDS.join(', ')}`;
  complain([...at, 'kind'], `"${kind}" is no kind that is known here${suggest(kind, KNOWN_KINDS, allowed)}`);
}

const ONLY_PODS = ['node', 'owner', 'container', 'where', 'spread'] as const;

function checkScope(settings: KubernetesTargetSpec, at: Path, complain: Complain): void {
  const { kind, namespace, apiVersion } = settings;
  for (const key of ONLY_PODS) {
    if (kind === 'Pod' || settings[key] === undefined) continue;
    complain(
      [...at, key],
      `only pods have this, and the target is a ${kind}; leave it out, or leave out "kind"`,
      'key',
    );
  }
  if (namespace === undefined || apiVersion !== undefined || !CLUSTER_SCOPED.includes(kind)) return;
  complain([...at, 'namespace'], `a ${kind} lives in no namespace; leave this out`, 'key');
}

function checkOwner({ owner }: KubernetesTargetSpec, at: Path, complain: Complain): void {
  if (owner === undefined || ownerNamed(owner) !== undefined) return;
  const [word = ''] = owner.split('/');
  const known = POD_OWNERS.map((kind) => kind.toLowerCase());
  const allowed = `expected one of ${known.join(', ')}; for other owners use "labels"`;
  complain([...at, 'owner'], `"${word}" is no owner of pods that is known here${suggest(word, known, allowed)}`);
}

function selectsEverything(target: KubernetesTargetSpec): boolean {
  const { name, labels, fields, node, owner, annotations, where } = target;
  return [name, labels, fields, node, owner, annotations, where].every(isEmpty);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

import type { NetworkPeer, NetworkPolicy } from '../../../experiments/definition/faults/network-policy.ts';
import type { NewObject, ObjectKey } from '../../cluster.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import type { LabelSelector } from '../../kubernetes/views.ts';
import { identityOf, type OnObject } from './target-object.ts';

/** Named after the fault, so a second attempt finds what the first one made. */
export function policyKey(call: Pick<OnObject, 'target' | 'faultId'>): ObjectKey {
  const word = /(?:\d+\.\d+-)?([a-z0-9-]+)(?:@kubernetes)?$/.exec(call.faultId)?.[1] ?? 'fault';
  const name = `gameday-${word.replaceAll(/^-+|-+$/g, '').slice(0, 36)}-${markOf(call.faultId)}`;
  const { namespace } = identityOf(call);
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace, name };
}

export function policyFor(call: OnObject, { deny, allow }: NetworkPolicy, podSelector: LabelSelector): NewObject {
  const { apiVersion, kind, namespace = '', name } = policyKey(call);
  const isCut = (direction: 'ingress' | 'egress') => deny === direction || deny === 'both';
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels: { [FAULT_LABEL]: markOf(call.faultId) },
      annotations: { [FAULT_ID]: call.faultId, [EXPIRES_AT]: new Date(call.expiresAt).toISOString() },
    },
    spec: {
      podSelector,
      policyTypes: [...(isCut('ingress') ? ['Ingress'] : []), ...(isCut('egress') ? ['Egress'] : [])],
      ...(isCut('ingress') ? { ingress: allow.map((peer) => rule('from', peer)) } : {}),
      ...(isCut('egress') ? { egress: allow.map((peer) => rule('to', peer)) } : {}),
    },
  };
}

/** Without `from` or `to` a rule means everybody. */
function rule(side: 'from' | 'to', { pods, namespaces, cidr, ports }: NetworkPeer): object {
  const who = {
    ...(pods && { podSelector: { matchLabels: pods } }),
    ...(namespaces && { namespaceSelector: { matchLabels: namespaces } }),
    ...(cidr !== undefined && { ipBlock: { cidr } }),
  };
  return { ...(Object.keys(who).length > 0 && { [side]: [who] }), ...(ports && { ports }) };
}

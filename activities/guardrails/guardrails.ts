import type { GuardrailKind } from '../../experiments/definition/guardrails/index.ts';
import { blastRadius } from './blast-radius.ts';
import { clusterHealth } from './cluster-health.ts';
import { concurrency } from './concurrency.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { excludedNamespaces } from './excluded-namespaces.ts';
import { expiry } from './expiry.ts';
import type { Guardrail } from './guardrail.ts';
import { memoryLimit } from './memory-limit.ts';
import { minimumReplicas } from './minimum-replicas.ts';
import { noFiringAlert } from './no-firing-alert.ts';
import { notOurselves } from './not-ourselves.ts';
import { timeWindow } from './time-window.ts';

export const guardrails: { readonly [K in GuardrailKind]: Guardrail<K> } = {
  'time-window': timeWindow,
  'blast-radius': blastRadius,
  'not-ourselves': notOurselves,
  expiry,
  'excluded-namespaces': excludedNamespaces,
  'disruption-budget': disruptionBudget,
  'minimum-replicas': minimumReplicas,
  'cluster-health': clusterHealth,
  'memory-limit': memoryLimit,
  'no-firing-alert': noFiringAlert,
  concurrency,
};

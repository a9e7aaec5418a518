import { kinded, type Kinded } from '../kinded.ts';
import { blastRadius } from './blast-radius.ts';
import { clusterHealth } from './cluster-health.ts';
import { concurrency } from './concurrency.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { excludedNamespaces } from './excluded-namespaces.ts';
import { expiry } from './expiry.ts';
import { memoryLimit } from './memory-limit.ts';
import { minimumReplicas } from './minimum-replicas.ts';
import { noFiringAlert } from './no-firing-alert.ts';
import { notOurselves } from './not-ourselves.ts';
import { timeWindow } from './time-window.ts';

export const guardrailSettings = {
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
} as const;
export const guardrailSpec = kinded('guardrail', guardrailSettings, {}).meta({ id: 'guardrail' });
export type GuardrailSpec = Kinded<typeof guardrailSettings>;
export type GuardrailKind = GuardrailSpec['kind'];

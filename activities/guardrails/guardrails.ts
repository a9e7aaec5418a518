import type { GuardrailKind } from '../../experiments/definition/guardrails/index.ts';
import { blastRadius } from './blast-radius.ts';
import { expiry } from './expiry.ts';
import type { Guardrail } from './guardrail.ts';
import { notOurselves } from './not-ourselves.ts';
import { timeWindow } from './time-window.ts';

export const guardrails: { readonly [K in GuardrailKind]: Guardrail<K> } = {
  'time-window': timeWindow,
  'blast-radius': blastRadius,
  'not-ourselves': notOurselves,
  expiry,
};

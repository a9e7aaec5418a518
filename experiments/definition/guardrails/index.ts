import { kinded, type Kinded } from '../kinded.ts';
import { blastRadius } from './blast-radius.ts';
import { expiry } from './expiry.ts';
import { notOurselves } from './not-ourselves.ts';
import { timeWindow } from './time-window.ts';

export const guardrailSettings = {
  'time-window': timeWindow,
  'blast-radius': blastRadius,
  'not-ourselves': notOurselves,
  expiry,
} as const;
export const guardrailSpec = kinded('guardrail', guardrailSettings, {}).meta({ id: 'guardrail' });
export type GuardrailSpec = Kinded<typeof guardrailSettings>;
export type GuardrailKind = GuardrailSpec['kind'];

import type { Scalar, VariableType } from '../../experiments/definition/variable.ts';
import { DURATION_EXPECTED, parseDuration } from '../../experiments/definition/duration.ts';
import { quoted } from './wording.ts';

export type Checked = { readonly value: Scalar } | { readonly wrong: string };

const EXPECTED: { readonly [T in VariableType]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  duration: DURATION_EXPECTED,
  url: 'a URL that begins with http:// or https://',
};

/** Options and the environment only know text, so `"20"` is a number and `"true"` a truth value here. */
export function checkedValue(raw: unknown, type: VariableType): Checked {
  const wrong = { wrong: `${quoted(raw)} is not ${EXPECTED[type]}` };
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return wrong;
  switch (type) {
    case 'string':
      return { value: String(raw) };
    case 'number':
      if (typeof raw === 'number') return { value: raw };
      return typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? { value: Number(raw) } : wrong;
    case 'boolean':
      if (typeof raw === 'boolean') return { value: raw };
      return raw === 'true' || raw === 'false' ? { value: raw === 'true' } : wrong;
    case 'duration':
      return typeof raw === 'string' && parseDuration(raw) !== undefined ? { value: raw } : wrong;
    case 'url':
      return typeof raw === 'string' && /^https?:\/\/[^\s/]/.test(raw) ? { value: raw } : wrong;
    default:
      return type satisfies never;
  }
}

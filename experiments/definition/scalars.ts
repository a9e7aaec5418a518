import { z } from 'zod';
import { COMPARISON_EXPECTED, COMPARISON_PATTERN, type Comparison, parseComparison } from './comparison.ts';
import { DURATION_EXPECTED, DURATION_PATTERN, LONGEST_MS, parseDuration } from './duration.ts';
import { hints } from './hints.ts';

export {
  COMPARATORS,
  COMPARISON_EXPECTED,
  type Comparator,
  type Comparison,
  parseComparison,
} from './comparison.ts';
export { DURATION_EXPECTED, formatDuration, parseDuration } from './duration.ts';

/** A duration in YAML text; milliseconds after parsing. */
export const durationMs = z
  .string({ error: `expected ${DURATION_EXPECTED}` })
  .meta({ pattern: DURATION_PATTERN.source })
  .transform((text, ctx) => {
    const ms = parseDuration(text);
    if (ms !== undefined && ms <= LONGEST_MS) return ms;
    const wrong = ms === undefined ? 'is not a duration' : 'is longer than a year';
    ctx.addIssue({ code: 'custom', message: `"${text}" ${wrong}; expected ${DURATION_EXPECTED}` });
    return z.NEVER;
  })
  .meta({ id: 'duration', description: 'A duration such as 250ms, 30s, 5m or 1h.' })
  .register(hints, { expected: DURATION_EXPECTED });

/** A duration that may not be zero: periods, timeouts, deadlines. */
export const positiveMs = durationMs
  .refine((ms) => ms > 0, { error: `zero is too short; expected ${DURATION_EXPECTED}` })
  .meta({ id: 'positiveDuration', description: 'A duration above zero, such as 250ms, 30s, 5m or 1h.' });

const PERCENT = /^\d+(\.\d+)?%$/;
const percentText = z.string().meta({ pattern: PERCENT.source });

/** `50%` or `0.5` → 0.5. */
export const ratio = z
  .union([percentText, z.number().min(0).max(1)])
  .transform((raw, ctx) => {
    const value = typeof raw === 'number' ? raw : percentOf(raw, 'e-2');
    if (value >= 0 && value <= 1) return value;
    ctx.addIssue({ code: 'custom', message: `"${raw}" is not a share; expected 0% to 100%, or 0 to 1` });
    return z.NEVER;
  })
  .meta({ id: 'share', description: 'A share: 0% to 100%, or 0 to 1.' })
  .register(hints, { expected: 'a share: 0% to 100%, or 0 to 1' });

/** Percent above 0 up to 100, written `50%` or `50`. */
export const percent = z
  .union([percentText, z.number().positive().max(100)])
  .transform((raw, ctx) => {
    const value = typeof raw === 'number' ? raw : percentOf(raw);
    if (value > 0 && value <= 100) return value;
    ctx.addIssue({ code: 'custom', message: `"${raw}" is not a percentage; expected 1% to 100%` });
    return z.NEVER;
  })
  .meta({ id: 'percent', description: 'A percentage: 1% to 100%.' })
  .register(hints, { expected: 'a percentage: 1% to 100%' });

export const comparison = z
  .union([z.string().meta({ pattern: COMPARISON_PATTERN.source }), z.number()])
  .transform((raw, ctx): Comparison => {
    const parsed = parseComparison(raw);
    if (parsed) return parsed;
    ctx.addIssue({ code: 'custom', message: `"${raw}" is not a comparison; expected ${COMPARISON_EXPECTED}` });
    return z.NEVER;
  })
  .meta({ id: 'comparison', description: 'A comparison such as "< 5s", "> 0.5", ">= 99%" or "== 0".' })
  .register(hints, { expected: COMPARISON_EXPECTED });

export const NAME_EXPECTED = 'lower-case letters, digits and dashes, such as ledger-survives-a-kill';

/** Names of documents: they become parts of workflow ids and file names. */
export const documentName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: (issue) => `"${String(issue.input)}" is not a name; expected ${NAME_EXPECTED}`,
  })
  .register(hints, { expected: NAME_EXPECTED });

/** Names of steps, SLIs and faults: free text, unique within their list. */
export const label = z.string().trim().min(1).max(80).register(hints, { expected: 'a name of at most 80 characters' });

const ARGV_EXPECTED = 'a command as a list: ["program", "argument", ...]';

/** A command as an argument list. Never a shell string: nothing is interpreted, nothing can be injected. */
export const argv = z
  .array(z.string(), { error: `expected ${ARGV_EXPECTED}` })
  .min(1, { error: `the list is empty; expected ${ARGV_EXPECTED}` })
  .meta({ id: 'command', description: 'A command as a list: ["program", "argument", ...].' })
  .register(hints, { expected: ARGV_EXPECTED });

/** Environment of a program. It may carry `${secret:NAME}`; an activity resolves it, it never enters a payload. */
export const environmentVariables = z.record(z.string(), z.string()).register(hints, { mayHoldSecrets: true });

/** A decimal exponent is exact where a division by 100 is not. */
function percentOf(text: string, exponent = ''): number {
  return PERCENT.test(text) ? Number(`${text.slice(0, -1)}${exponent}`) : Number.NaN;
}

import type { HttpToggle } from '../../../experiments/definition/faults/http-toggle.ts';

export type SwitchState = Readonly<Record<string, unknown>>;

/** The time at which the application switches itself off is ours, and no part of its state. */
export function isSame(a: SwitchState, b: SwitchState, { expiresAtField }: HttpToggle): boolean {
  return canonical(without(a, expiresAtField)) === canonical(without(b, expiresAtField));
}

export function isOn(state: SwitchState, { on }: HttpToggle): boolean {
  return Object.entries(on).every(([key, value]) => key in state && canonical(state[key]) === canonical(value));
}

export function whenOn({ on, expiresAtField }: HttpToggle, expiresAt: number): SwitchState {
  return expiresAtField === undefined ? on : { ...on, [expiresAtField]: new Date(expiresAt).toISOString() };
}

/** PATCH changes only what it names, so what was not there before is named with null, which takes it away. */
export function whenOff(baseline: SwitchState, { method, on, expiresAtField }: HttpToggle): SwitchState {
  if (method !== 'PATCH') return baseline;
  const ours = [...Object.keys(on), ...(expiresAtField === undefined ? [] : [expiresAtField])];
  return { ...Object.fromEntries(ours.map((key) => [key, null])), ...baseline };
}

/** One line per field that differs. */
export function differences(now: SwitchState, baseline: SwitchState): readonly string[] {
  const keys = [...new Set([...Object.keys(baseline), ...Object.keys(now)])].toSorted();
  const show = (state: SwitchState, key: string) => (key in state ? canonical(state[key]) : 'not there');
  return keys
    .filter((key) => show(now, key) !== show(baseline, key))
    .map((key) => `${key} is ${show(now, key)}, before the fault it was ${show(baseline, key)}`);
}

/** JSON with sorted keys: two states are the same when these texts are. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

function without(state: SwitchState, field: string | undefined): SwitchState {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== field));
}

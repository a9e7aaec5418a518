import type { LabelSelector } from './views.ts';

/** As the list of an API takes it, and kubectl: `app=web,tier in (a,b),!canary`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  return [...equal, ...matchExpressions.map((one) => OPERATORS[one.operator](one.key, one.values ?? []))].join(',');
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

const OPERATORS: { readonly [O in Expression['operator']]: (key: string, values: readonly string[]) => string } = {
  In: (key, values) => `${key} in (${values.join(',')})`,
  NotIn: (key, values) => `${key} notin (${values.join(',')})`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
};

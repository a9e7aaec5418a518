import type { ClusterObject } from '../cluster.ts';
import type { LabelSelector } from './views.ts';

/** As objects carry it in their spec. An empty one means everything, one that is not there nothing. */
export function isSelectedBy({ metadata }: ClusterObject, selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return false;
  const labels = metadata.labels ?? {};
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => holds(labels[key], operator, values))
  );
}

function holds(value: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      throw new Error(`"${operator}" is not an operator of label selectors that is known here`);
  }
}

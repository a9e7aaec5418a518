import type { KubernetesProbe } from '../../../experiments/definition/probes/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import { findInJson } from '../json-path.ts';
import { meets } from '../meets.ts';
import { readNumber } from '../read-number.ts';
import { fewOf, nameOf, type Seen } from './look.ts';

type Field = NonNullable<KubernetesProbe['field']>;

export function fieldOf(objects: readonly ClusterObject[], { path, is }: Field): Seen {
  const found = objects.map((object) => ({ name: nameOf(object), values: findInJson(object, path) }));
  if (is === undefined) return numberIn(found, path);
  const wrong = found.filter(({ values }) => values.length === 0 || !values.every((value) => meets(value, is)));
  const value = onlyNumber(found);
  if (wrong.length === 0) return { result: 'good', value, detail: `${path} is ${textOf(found[0]?.values ?? [])}` };
  const seen = wrong.map(({ name, values }) => `${name} has ${textOf(values)}`);
  return { result: 'bad', value, detail: `${path} is not ${JSON.stringify(is)}: ${fewOf(seen)}` };
}

interface Found {
  readonly name: string;
  readonly values: readonly unknown[];
}

function numberIn(found: readonly Found[], path: string): Seen {
  const value = onlyNumber(found);
  if (value !== null) return { result: 'good', value, detail: `${path} is ${value}` };
  const seen = fewOf(found.map(({ name, values }) => `${name} has ${textOf(values)}`));
  return { result: 'unknown', value, detail: `no value: ${path} must be one number of one object: ${seen}` };
}

function onlyNumber(found: readonly Found[]): number | null {
  const all = found.flatMap(({ values }) => values);
  return all.length === 1 ? readNumber(all[0]) : null;
}

function textOf(values: readonly unknown[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => JSON.stringify(value)).join(' and ');
}

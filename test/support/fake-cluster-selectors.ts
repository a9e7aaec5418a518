import type { ClusterObject } from '../../activities/cluster.ts';
import { failure, FailureType } from '../../activities/failures.ts';

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

/** A label selector as kubectl takes it: equality, `in`, `notin`, exists, `!`. */
export function byLabels(selector: string | undefined): (object: ClusterObject) => boolean {
  const tests = parts(selector).map(labelTest);
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
}

/** As `labelSelector` of an object: `matchLabels` and `matchExpressions`. Empty selects everything. */
export function byLabelSelector(selector: unknown): (object: ClusterObject) => boolean {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as {
    readonly matchLabels?: Labels;
    readonly matchExpressions?: readonly {
      readonly key: string;
      readonly operator: string;
      readonly values?: string[];
    }[];
  };
  return ({ metadata: { labels = {} } }) =>
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => expression(labels, key, operator, values));
}

/** Only what the API server serves for the kinds that we use: `metadata.name`, `spec.nodeName`, `status.phase` and the like. */
export function byFields(selector: string | undefined): (object: ClusterObject) => boolean {
  const tests = parts(selector).map(fieldTest);
  return (object) => tests.every((test) => test(object));
}

function labelTest(text: string): Test {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set !== null) {
    const [, key = '', operator = '', values = ''] = set;
    const named = values.split(',').map((value) => value.trim());
    return (labels) => expression(labels, key, operator === 'in' ? 'In' : 'NotIn', named);
  }
  const equal = /^([^\s!=]+)\s*(==|=|!=)\s*(\S*)$/.exec(text);
  if (equal !== null) {
    const [, key = '', operator = '', value = ''] = equal;
    return (labels) => expression(labels, key, operator === '!=' ? 'NotIn' : 'In', [value]);
  }
  if (/^!\s*\S+$/.test(text)) return (labels) => !(text.slice(1).trim() in labels);
  if (/^\S+$/.test(text)) return (labels) => text in labels;
  throw failure(FailureType.unsupported, `The fake cluster: unable to parse requirement: ${text}`);
}

function expression(labels: Labels, key: string, operator: string, values: readonly string[]): boolean {
  const value = labels[key];
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
      throw failure(FailureType.unsupported, `The fake cluster: "${operator}" is not a valid label selector operator`);
  }
}

const SERVED =
  /^(metadata\.(name|namespace)|spec\.(nodeName|schedulerName|unschedulable)|status\.(phase|podIP)|type|reason|involvedObject\.\w+)$/;

function fieldTest(text: string): (object: ClusterObject) => boolean {
  const [, path = '', operator = '', value = ''] = /^([^=!]+)(==|=|!=)(.*)$/.exec(text) ?? [];
  if (!SERVED.test(path))
    throw failure(FailureType.unsupported, `The fake cluster: field label not supported: ${path || text}`);
  return (object) => (textAt(object, path.split('.')) === value) === (operator !== '!=');
}

function textAt(object: unknown, path: readonly string[]): string {
  const found = path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], object);
  return typeof found === 'string' || typeof found === 'boolean' ? `${found}` : '';
}

/** Commas separate, but not those between brackets. */
function parts(selector: string | undefined): readonly string[] {
  return (selector ?? '').split(/,(?![^(]*\))/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

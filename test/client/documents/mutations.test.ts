import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { type Path, isMapping } from '../../../client/documents/path.ts';
import { experimentText, load } from './documents.ts';

const readme = readFileSync('experiments/README.md', 'utf8');
const [experiment = '', gameDay = ''] = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
const REPLACEMENTS: readonly unknown[] = [undefined, null, 'hello', { x: 1 }];
const small = experimentText({ variables: '{ shopUrl: x, hold: 5s }' });
const RAW_WORDING = /Invalid|received|undefined|\[object|NaN|unrecognized/;

/** Every way to one value of a document. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsIn(item, [...path, index]))
    : isMapping(value)
      ? Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))
      : [];
  return path.length === 0 ? below : [path, ...below];
}

/** The same document with another value at a path; undefined takes the key away. */
function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? changed(item, rest, to) : item));
  return Object.fromEntries(
    Object.entries(isMapping(value) ? value : {}).flatMap(([name, item]) => {
      const next = name === key ? changed(item, rest, to) : item;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

describe.each([
  ['experiment', experiment, ['shop-survives-a-paused-worker.yaml']],
  ['game day', gameDay, ['game-day.yaml', 'shop-survives-a-paused-worker.yaml']],
])('an %s with any one value replaced by something else', (_, text, names) => {
  const document: unknown = parse(text);

  it.each(REPLACEMENTS.map((to) => [JSON.stringify(to), to]))(
    'by %s has a plan, or problems in plain words at a line that exists',
    (__, to) => {
      for (const path of pathsIn(document)) {
        const wrong = stringify(changed(document, path, to));
        const files = Object.fromEntries(names.map((name, index) => [name, index === 0 ? wrong : small]));
        const loaded = load(files, { env: { SHOP_URL: 'http://shop' } });
        const problems = 'plan' in loaded ? [] : loaded.problems;
        expect(problems.filter(({ message }) => RAW_WORDING.test(message) || message === '')).toEqual([]);
        expect(problems.filter(({ line = 0 }) => line < 1 || line > wrong.split('\n').length)).toEqual([]);
        expect('plan' in loaded || problems.length > 0).toBe(true);
      }
    },
  );
});

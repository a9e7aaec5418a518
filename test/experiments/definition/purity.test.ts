import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = 'experiments/definition';
const IMPORT = /^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gm;

/** Files that workflow code imports as values: zod inside of a workflow would be replayed, and it is large. */
const FOR_WORKFLOWS = [
  'compare',
  'comparison',
  'duration',
  'exit-code',
  'identity',
  'metrics',
  'outcome',
  'plan',
  'verdict',
];

function importsOf(file: string): readonly { readonly type: boolean; readonly from: string }[] {
  const found = readFileSync(file, 'utf8').matchAll(IMPORT);
  return [...found].map(([, type, from]) => ({ type: type !== undefined, from: from! }));
}

/** The packages that are loaded when a file is: types are not. */
function packagesOf(file: string): readonly string[] {
  return importsOf(file).flatMap(({ type, from }) => {
    if (type) return [];
    return from.startsWith('.') ? packagesOf(join(dirname(file), from)) : [from];
  });
}

describe('the definition', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

  it.each(files)('%s imports nothing but zod and the definition itself', (file) => {
    const outside = importsOf(join(FOLDER, file)).filter(
      ({ from }) => from !== 'zod' && !join(FOLDER, dirname(file), from).startsWith(FOLDER),
    );
    expect(outside).toEqual([]);
  });

  it.each(FOR_WORKFLOWS)('%s can be used by workflows: it loads no package', (name) => {
    expect(packagesOf(join(FOLDER, `${name}.ts`))).toEqual([]);
  });
});

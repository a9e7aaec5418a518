import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPlan } from '../../client/documents/plan.ts';
import { faultSettings, faultTargets } from '../../experiments/definition/faults/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const rowsOf = (heading: string): readonly string[][] =>
  readme
    .split(`## ${heading}\n`)[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the README', () => {
  it('shows only documents that are valid', () => {
    const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
    expect(blocks.length).toBeGreaterThan(0);
    for (const text of blocks) {
      expect(loadPlan('README.yaml', { requestedBy: 'a test', readFile: () => text })).toHaveProperty('plan');
    }
  });

  it('names only commands that exist', () => {
    const names = rowsOf('Commands').map(([command]) => /gameday (\w+)/.exec(command!)![1]!);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const { status, stdout } = spawnSync(process.execPath, [`${root}dist/client/main.js`, name, '--help'], {
        encoding: 'utf8',
      });
      expect({ name, status }).toEqual({ name, status: 0 });
      expect(stdout).toContain(`gameday ${name}`);
    }
  });

  it('names every fault with the targets that it can act on', () => {
    const rows = rowsOf('Faults').map(([fault, targets]) => [fault!.replaceAll('`', ''), targets!.split(', ')]);
    const written = Object.keys(faultSettings);
    expect(rows.map(([fault]) => fault)).toEqual(written);
    const targets = Object.entries(faultTargets).filter(([kind]) => written.includes(kind));
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(targets));
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };
    const texts = [readme, readFileSync(`${root}CONTRIBUTING.md`, 'utf8')].join('\n');
    for (const [, name] of texts.matchAll(/npm run ([a-z:-]+)/g)) expect(Object.keys(scripts)).toContain(name);
  });

  it('links only to files that exist', () => {
    for (const [, path] of readme.matchAll(/\]\(([^):#]+)\)/g))
      expect(() => readFileSync(`${root}${path}`)).not.toThrow();
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultSettings } from '../../experiments/definition/faults/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => existsSync(root + file));
const source = files.filter((file) => !file.startsWith('test/'));
const textOf = (file: string): string => readFileSync(root + file, 'utf8');
const linesOf = (file: string): number => textOf(file).split('\n').length - 1;
const importsOf = (file: string): readonly string[] =>
  [...textOf(file).matchAll(/^(?:import|export)(?! type)[^;]*?from '([^']+)'/gm)].map((match) => match[1]!);

describe('the structure', () => {
  it('has small files', () => {
    const sizes = source.map(linesOf).toSorted((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
    expect(source.filter((file) => linesOf(file) > 300)).toEqual([]);
    expect(files.filter((file) => linesOf(file) > 400)).toEqual([]);
  });

  it('makes activity proxies in one place only', () => {
    expect(source.filter((file) => /\bproxy(Local)?Activities\b/.test(textOf(file)))).toEqual([
      'workflows/activity-options.ts',
    ]);
  });

  it('waits in workflows by latches, never by triggers, which a cancel rejects', () => {
    expect(source.filter((file) => file.startsWith('workflows/') && /new Trigger\b/.test(textOf(file)))).toEqual([]);
  });

  it('reaches the network, the disk and other processes from the adapters only, within activities', () => {
    const outside =
      /^(axios|execa|@kubernetes\/client-node|node:fs|node:fs\/promises|node:child_process|node:net|node:http)$/;
    const offenders = source.filter(
      (file) =>
        file.startsWith('activities/') &&
        !file.startsWith('activities/adapters/') &&
        importsOf(file).some((name) => outside.test(name)),
    );
    expect(offenders).toEqual([]);
  });

  it('keeps workflows free of everything but the definition and Temporal', () => {
    const allowed = /^(@temporalio\/(workflow|common)|\.\/|\.\.\/experiments\/definition\/)/;
    const offenders = source.filter(
      (file) => file.startsWith('workflows/') && importsOf(file).some((name) => !allowed.test(name)),
    );
    expect(offenders).toEqual([]);
  });

  it('keeps the definition free of everything but the schema library', () => {
    const offenders = source.filter(
      (file) =>
        file.startsWith('experiments/') && importsOf(file).some((name) => name !== 'zod' && !name.startsWith('.')),
    );
    expect(offenders).toEqual([]);
  });

  it('has no bags, no default exports, no unfinished work', () => {
    expect(source.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.ts$)/.test(file))).toEqual([]);
    expect(source.filter((file) => /^export default/m.test(textOf(file)))).toEqual([]);
    expect(
      files.filter(
        (file) =>
          /\b(TODO|FIXME|XXX)\b|\b(it|describe|test)\.(only|skip|todo)\(/.test(textOf(file)) &&
          basename(file) !== 'structure.test.ts',
      ),
    ).toEqual([]);
  });

  it('has settings, driver, test and example for every fault', () => {
    for (const kind of Object.keys(faultSettings)) {
      expect(files).toContain(`experiments/definition/faults/${kind}.ts`);
      expect(files).toContain(`activities/faults/${kind}.ts`);
      expect(files).toContain(`test/activities/faults/${kind}.test.ts`);
      const examples = execFileSync('git', ['grep', '-l', '--untracked', `${kind}:`, '--', 'experiments/catalogue'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(examples.trim()).not.toBe('');
    }
  });
});

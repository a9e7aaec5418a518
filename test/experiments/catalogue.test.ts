import { readFileSync, readdirSync } from 'node:fs';
import { loadPlan } from '../../client/documents/plan.ts';
import { faultSettings } from '../../experiments/definition/faults/index.ts';

const files = readdirSync('experiments/catalogue').filter((file) => file.endsWith('.yaml'));
const load = (file: string) => loadPlan(`experiments/catalogue/${file}`, { requestedBy: 'test', env: {} });

describe('the catalogue', () => {
  it.each(files)('%s becomes a plan without any setting', (file) => {
    expect(load(file)).toEqual({ plan: expect.objectContaining({ name: file.replace('.yaml', '') }) });
  });

  it.each(files)('%s tells editors its schema in the first line', (file) => {
    const [first] = readFileSync(`experiments/catalogue/${file}`, 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=../gameday.schema.json');
  });

  it('has an example of every kind of fault', () => {
    const kinds = files.flatMap((file) => {
      const loaded = load(file);
      const steps = 'plan' in loaded ? loaded.plan.steps : [];
      return steps.flatMap((step) =>
        step.kind === 'experiment'
          ? step.experiment.groups.flatMap(({ faults }) => faults.map(({ kind }) => kind))
          : [],
      );
    });
    expect([...new Set(kinds)].toSorted()).toEqual(Object.keys(faultSettings).toSorted());
  });

  it('has a game day with experiments, a pause and an approval', () => {
    const loaded = load('storage-game-day.yaml');
    expect('plan' in loaded && loaded.plan.steps.map(({ kind }) => kind)).toEqual([
      'experiment',
      'pause',
      'experiment',
      'approval',
      'experiment',
    ]);
  });
});

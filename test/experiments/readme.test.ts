import { readFileSync } from 'node:fs';
import { loadPlan } from '../../client/documents/plan.ts';
import { readmeTables } from './readme-tables.ts';

const text = readFileSync('experiments/README.md', 'utf8');
// The formatter aligns the columns of tables.
const readme = text.replaceAll(/ +\|/g, ' |').replaceAll(/-+ \|/g, '--- |');
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);

describe('experiments/README.md', () => {
  it('has examples that are valid documents, and that fit together', () => {
    expect(blocks).toHaveLength(2);
    const readFile = (file: string) => blocks[file === 'game-day.yaml' ? 1 : 0]!;
    const loaded = ['shop-survives-a-paused-worker.yaml', 'game-day.yaml'].map((file) =>
      loadPlan(file, { requestedBy: 'Barbara', env: { SHOP_URL: 'http://shop' }, readFile }),
    );
    expect(loaded).toEqual([{ plan: expect.anything() }, { plan: expect.anything() }]);
  });

  it.each(Object.entries(readmeTables()))('has the table that the definition makes: %s', (_, table) => {
    expect(readme).toContain(table);
  });

  it('has no other table of fields or kinds', () => {
    const rows = Object.values(readmeTables()).flatMap((table) => table.split('\n'));
    const other = readme
      .split('\n')
      .filter((line) => line.startsWith('| `') && !line.startsWith('| `${') && !rows.includes(line));
    expect(other).toEqual([]);
  });
});

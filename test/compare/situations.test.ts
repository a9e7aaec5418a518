import { describe, expect, it } from '@jest/globals';
import { loadPlan } from '../../client/documents/plan.ts';
import { onlyOf } from '../../compare/arguments.ts';
import { chaosExperiment, experimentInWords } from '../../compare/chaos-toolkit/experiment.ts';
import { gameDayDocument } from '../../compare/gameday/document.ts';
import { SITUATIONS } from '../../compare/situations.ts';

const place = { url: 'http://127.0.0.1:9', program: ['node', 'switch-command.js'] } as const;

describe('the situations', () => {
  it('are documents that gameday accepts', () => {
    for (const situation of SITUATIONS) {
      const text = gameDayDocument(situation, place);
      expect(loadPlan('situation.yaml', { requestedBy: 'a test', readFile: () => text })).toHaveProperty('plan');
    }
  });

  it('hold the fault equally long in both tools', () => {
    for (const situation of SITUATIONS) {
      for (const way of situation.chaos) {
        const { method } = chaosExperiment(situation, way, place);
        const seconds = method.length > 1 ? method.length - 1 : method[0]?.pauses?.after;
        expect(seconds).toBe(situation.holdMs / 1_000);
      }
    }
  });

  it('tell the reader when the rollback is written twice', () => {
    const [once, twice] = SITUATIONS.find(({ title }) => title.startsWith('The undo is refused once'))!.chaos.map(
      (way) => experimentInWords(chaosExperiment(SITUATIONS[0]!, way, place)),
    );
    expect(once).not.toContain('twice');
    expect(twice).toContain('written twice');
  });

  it('can be played one by one, by their number', () => {
    expect(onlyOf([], 17)).toBeUndefined();
    expect(onlyOf(['--only', '7'], 17)).toBe(7);
    for (const wrong of ['0', '18', 'x', '1.5'])
      expect(() => onlyOf(['--only', wrong], 17)).toThrow(`from 1 to 17, not "${wrong}"`);
    expect(() => onlyOf(['--all'], 17)).toThrow('The only option is --only N.');
  });
});

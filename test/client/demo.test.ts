import { summary } from '../../examples/demo/summary.ts';
import { unexpected } from '../../examples/demo/unexpected.ts';
import { anAccount, anExperimentOutcome, anOutcome, aVerdict, T0 } from './a-view.ts';

const write = { id: '38443c761c/1/7', acknowledgedAt: T0 + 251, acknowledgedBy: 'node n1, epoch 1' };
const broken = anOutcome({
  verdict: aVerdict({ hypothesis: 'broken' }),
  experiments: [anExperimentOutcome(anAccount({ lost: 3, lostWrites: [write] }))],
});
const held = anOutcome();

describe('the demo', () => {
  it('is content exactly when the first was broken with a lost write, the second held, and all was put back', () => {
    expect(unexpected(broken, held)).toEqual([]);
  });

  it.each([
    [
      'without a lost write',
      anOutcome({ verdict: aVerdict({ hypothesis: 'broken' }) }),
      held,
      'lost no acknowledged write',
    ],
    ['when the first held', held, held, 'the hypothesis of experiment 1 is held, not broken'],
    ['when the second broke', broken, broken, 'the hypothesis of experiment 2 is broken, not held'],
    ['when one has no outcome', broken, undefined, 'experiment 2 has no outcome'],
    [
      'when something was left',
      broken,
      anOutcome({ verdict: aVerdict({ restored: 'no', residue: ['n2 is stopped'] }) }),
      'experiment 2 did not put everything back: n2 is stopped',
    ],
  ])('complains %s', (_, early, durable, complaint) => {
    expect(unexpected(early, durable).join('\n')).toContain(complaint);
  });

  it('sums up both experiments with the lost writes and the reports', () => {
    const text = summary(
      { early: broken, durable: held, reports: ['/store/1.html', '/store/2.html'] },
      { columns: 80, colour: false, timeZone: 'UTC' },
    );
    expect(text).toContain(`1  acknowledge early  hypothesis: broken, restored: yes
   3 of 290 acknowledged writes lost; longest time without a write: 400 ms
     38443c761c/1/7  acknowledged 09:00:00.251 by node n1, epoch 1
     and 2 more
   pause a node on node n2: undone 30 ms after the undo began, verified 80 ms after that

2  acknowledge durable  hypothesis: held, restored: yes
   0 of 290 acknowledged writes lost`);
    expect(text).toContain('report 1  /store/1.html\nreport 2  /store/2.html\n');
  });
});

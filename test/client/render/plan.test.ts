import { planText, refusals } from '../../../client/render/plan.ts';
import type { GameDayPlan } from '../../../experiments/definition/plan.ts';
import type { FaultPreview, PlanPreview } from '../../../workflows/questions.ts';
import { anExperiment, aPlan } from '../../support/an-experiment.ts';

const plan: GameDayPlan = aPlan([], {
  steps: [
    { kind: 'experiment', name: 'leader', onBroken: 'stop', experiment: anExperiment('http://127.0.0.1:1') },
    { kind: 'pause', name: 'breathe', ms: 60_000 },
    {
      kind: 'approval',
      name: 'go?',
      who: ['ann', 'bob'],
      quorum: 2,
      fourEyes: true,
      expiresMs: 1_800_000,
      onExpiry: 'stop',
    },
  ],
});

const preview = (problem?: string, change: Partial<FaultPreview> = {}): PlanPreview => ({
  host: 'worker-1',
  guardrails: [{ name: 'time-window', result: 'met', detail: 'Mon to Fri' }],
  longestMs: 2_000_000,
  experiments: [
    {
      name: 'leader',
      steadyState: [{ name: 'healthy', result: 'met', detail: '200 in 3 ms' }],
      guardrails: [{ name: 'blast-radius', result: 'met', detail: '1 of 3' }],
      longestMs: 140_000,
      snapshot: 'directory /srv/ledger, 40 MB',
      groups: [
        {
          name: 'kill the leader',
          holdMs: 8_000,
          faults: [
            {
              name: 'kill the leader',
              fault: 'process-kill',
              matched: 3,
              targets: problem === undefined ? ['node n1'] : [],
              undo: 'wait until the process is back',
              expiry: 'heals by itself',
              problem,
              ...change,
            },
          ],
        },
      ],
    },
  ],
});

const STYLE = { columns: 80, colour: false };

describe('the text of a plan', () => {
  it('shows the order, the blast radius by name, every undo, the expiry, the longest time and the hash', () => {
    expect(planText(plan, preview(), STYLE)).toBe(`test-day  test · plan hash 000000000000 · resolved on worker-1
prove it
guardrails:
  met time-window  Mon to Fri

1. leader  experiment
   The victim is well again after the fault.
   guardrails:
     met blast-radius  1 of 3
   steady state:
     met healthy  200 in 3 ms
   snapshot: directory /srv/ledger, 40 MB
   blast radius: 1 target(s): node n1
   fault group kill the leader, held for 8 s
     kill the leader (process-kill)
       on node n1 (1 of 3 that match)
       undo owed: wait until the process is back
       if everything of ours is gone: heals by itself
   takes 2 min 20 s at the longest

2. breathe  pause of 1 min

3. go?  approval
   2 of ann, bob, not the person who started it
   expires after 30 min, then: stop

It may take 33 min 20 s at the longest, pauses and approvals included.
Nothing was changed.`);
  });

  it('shows a disposable environment with what is owed of it, and refuses when it could not be made', () => {
    const [experiment] = preview().experiments;
    const clone = { text: 'namespace shop-clone', expiry: 'nothing removes it by itself' };
    const withClone = (problem?: string): PlanPreview => ({
      ...preview(),
      experiments: [{ ...experiment!, clone: problem === undefined ? clone : { ...clone, problem } }],
    });
    expect(planText(plan, withClone(), STYLE)).toContain(
      '   environment: namespace shop-clone\n' +
        '     undo owed: it is removed with all that is in it, and that is verified\n' +
        '     if everything of ours is gone: nothing removes it by itself\n',
    );
    expect(refusals(withClone('the name is taken'))).toEqual(['leader: environment: the name is taken']);
  });

  it('says how often a repeated fault comes, and that its targets are not known before', () => {
    const [experiment] = preview().experiments;
    const groups = experiment!.groups.map((group) => ({ ...group, rounds: 5 }));
    expect(planText(plan, { ...preview(), experiments: [{ ...experiment!, groups }] }, STYLE)).toContain(
      '   fault group kill the leader, held for 8 s\n' +
        '     5 rounds, each 8 s and its recovery after the one before, each with targets that are resolved anew\n',
    );
  });

  it('says why it would be refused: a guardrail, the steady state, or a target that is not there', () => {
    const bad: PlanPreview = {
      ...preview('no process matches'),
      guardrails: [{ name: 'time-window', result: 'not met', detail: 'it is Sunday' }],
    };
    expect(refusals(bad)).toEqual([
      'guardrail time-window not met: it is Sunday',
      'leader: fault kill the leader: no process matches',
    ]);
    const text = planText(plan, bad, STYLE);
    expect(text).toContain('  NOT MET time-window  it is Sunday\n');
    expect(text).toContain('   blast radius: no target\n');
    expect(text).toContain('It would be refused now:\n  guardrail time-window not met: it is Sunday\n');
  });

  it('takes a guardrail that could not be evaluated for a refusal', () => {
    const unknown: PlanPreview = {
      ...preview(),
      guardrails: [{ name: 'freeze', result: 'unknown', detail: 'no answer' }],
    };
    expect(refusals(unknown)).toEqual(['guardrail freeze unknown: no answer']);
  });

  it('names everything that a fault would touch besides its targets, or says that it does not know', () => {
    const touches = ['pod shop/web-1', 'pod shop/web-2'];
    expect(planText(plan, preview(undefined, { touches }), STYLE)).toContain(
      'on node n1 (1 of 3 that match)\n       touches: pod shop/web-1, pod shop/web-2\n       undo owed',
    );
    const unknown = preview(undefined, { touchesProblem: 'pods cannot be listed' });
    expect(planText(plan, unknown, STYLE)).toContain('       touches: not known: pods cannot be listed\n');
  });

  it('says what would be skipped, which is no refusal', () => {
    const skipped = preview(undefined, { targets: [], matched: 0, skipped: 'no pod has these labels' });
    const text = planText(plan, skipped, STYLE);
    expect(text).toContain('       would be skipped: no pod has these labels\n');
    expect(text).toContain('blast radius: no target');
    expect(refusals(skipped)).toEqual([]);
  });
});

import { stuckText } from '../../../client/render/stuck.ts';
import { verdictBlock } from '../../../client/render/verdict.ts';
import {
  aFault,
  aFaultOutcome,
  anAccount,
  anExperimentOutcome,
  anExperimentStatus,
  anOutcome,
  aStatus,
  aVerdict,
  aView,
  ID,
  T0,
} from '../a-view.ts';

const STYLE = { columns: 80, colour: false, timeZone: 'UTC' };
const REPORTS = { html: '/store/report.html', markdown: '/store/report.md', json: '/store/report.json' };

describe('the verdict block', () => {
  it('gives three answers, the reasons, the undo times and the report', () => {
    const view = aView({ closed: 'completed', status: aStatus({ outcome: anOutcome(), reports: REPORTS }) });
    expect(verdictBlock(view, STYLE)).toBe(
      `storage took 21 s
hypothesis:  held
ended:       completed
restored:    yes
because:     writes: lostWrites is 0, expected == 0
lost writes: none of 290 acknowledged
fault:       pause a node on node n2: undone 30 ms after the undo began, verified 80 ms after that
report:      /store/report.html
             gameday report ${ID} --format html -o report.html`,
    );
  });

  it('lists lost writes with the moment and the node, and the breach with the time until all was undone', () => {
    const lostWrites = Array.from({ length: 12 }, (_, index) => ({
      id: `38443c761c/1/${index}`,
      acknowledgedAt: T0 + 251 + index,
      acknowledgedBy: 'node n1, epoch 1',
    }));
    const breach = {
      sli: 'writes',
      kind: 'threshold',
      at: T0 + 5_000,
      since: T0,
      text: 'errorRatio 0.7 > 0.5',
    } as const;
    const experiment = anExperimentOutcome(anAccount({ lost: 40, lostWrites }), { breach, breachToUndoneMs: 139 });
    const outcome = anOutcome({
      experiments: [experiment],
      verdict: aVerdict({ hypothesis: 'broken', ended: 'aborted', endedBy: 'SLI writes', reasons: [] }),
    });
    const text = verdictBlock(aView({ status: aStatus({ outcome }) }), STYLE);
    expect(text).toContain('hypothesis:  broken\nended:       aborted (SLI writes)\nrestored:    yes\n');
    expect(text).toContain(
      'lost writes: 40 of 290 acknowledged\n             38443c761c/1/0  acknowledged 09:00:00.251 by node n1, epoch 1\n',
    );
    expect(text).toContain('             and 30 more, in the report\n');
    expect(text).toContain('breach:      09:00:05.000  errorRatio 0.7 > 0.5; everything was undone 139 ms later\n');
  });

  it('never calls restored what is not', () => {
    const fault = aFaultOutcome({ restored: 'no', residue: ['node n2 is still stopped'] });
    const outcome = anOutcome({
      experiments: [anExperimentOutcome(anAccount(), { faults: [fault] })],
      verdict: aVerdict({ restored: 'no', residue: ['node n2 is still stopped'] }),
    });
    const text = verdictBlock(aView({ status: aStatus({ outcome }) }), STYLE);
    expect(text).toContain('restored:    NO\n  left over  node n2 is still stopped\n');
    expect(text).toContain('fault:       pause a node on node n2: NOT RESTORED: node n2 is still stopped\n');
  });

  it('tells apart a fault that heals by itself, is not injected, has no effect, ended early, or went with its target', () => {
    const faults = [
      aFaultOutcome({ recovery: 'self-heals', undoStartedAt: undefined, undoneAt: undefined }),
      aFaultOutcome({ injectedAt: undefined, error: 'no such process' }),
      aFaultOutcome({ injectedAt: undefined, skipped: 'too few pods run' }),
      aFaultOutcome({ effect: { observed: 'no', evidence: '' } }),
      aFaultOutcome({ undoneAt: T0 - 15_000 }),
      aFaultOutcome({ targetGone: true }),
      aFaultOutcome({ settled: { by: 'bob', comment: 'started it', at: T0 } }),
    ];
    const outcome = anOutcome({ experiments: [anExperimentOutcome(anAccount(), { faults })] });
    const text = verdictBlock(aView({ status: aStatus({ outcome }) }), STYLE);
    expect(text).toContain('recovered by itself, verified 90 ms after the hold\n');
    expect(text).toContain('not injected (no such process)\n');
    expect(text).toContain('pause a node on node n2: skipped: too few pods run\n');
    expect(text).toContain('verified 80 ms after that; its effect was not observed\n');
    expect(text).toContain('it had ended by itself 27 s before the undo began, verified 80 ms after that\n');
    expect(text).toContain('nothing is left, because the target is gone, verified 80 ms after the undo began\n');
    expect(text).toContain('settled by hand by bob: started it\n');
  });

  it('says of a terminated game day what its experiment came to', () => {
    const outcome = anExperimentOutcome(anAccount(), {
      verdict: aVerdict({ hypothesis: 'unknown', ended: 'aborted' }),
    });
    const view = aView({ closed: 'terminated', closedBecause: 'by hand', experiment: anExperimentStatus({ outcome }) });
    expect(verdictBlock(view, STYLE)).toBe(
      `${ID}
ended:       the game day was terminated: by hand
hypothesis:  unknown (of its last experiment)
restored:    yes`,
    );
  });
});

describe('the text about a stuck undo', () => {
  it('says whom to call, what is left, why, and the command that settles it', () => {
    const experiment = anExperimentStatus({ faults: [aFault({ state: 'stuck', problem: 'connection refused' })] });
    const text = stuckText(aView({ experiment, status: aStatus({ onCall: 'dora' }) }), STYLE);
    expect(text).toBe(
      `NOT RESTORED: an undo does not work.
Call dora, who is on call for this game day.

  kill the leader on node n1
  last problem: connection refused
  The game day goes on trying, for ever. If you undo it by hand, say so:
    gameday settle ${ID} --fault ${ID}/01-leader/1.1-kill --as NAME --comment TEXT

See how it goes: gameday watch ${ID}`,
    );
  });
});

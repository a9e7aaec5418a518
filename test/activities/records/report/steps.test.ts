import { stepsOf } from '../../../../activities/records/report/facts/steps.ts';
import { START } from './a-curve.ts';
import { anExperiment, aFault, aPause } from './an-outcome.ts';
import { aborted } from './scenarios.ts';

describe('the timeline', () => {
  it('tells the life of a fault with the time between', () => {
    const steps = stepsOf(anExperiment({ faults: [aPause()], timeline: [] }));
    expect(steps.map(({ what, at, afterMs }) => `${at - START} ${what} ${afterMs ?? ''}`.trim())).toEqual([
      '0 Experiment started',
      '7200 Snapshot taken 7200',
      '12100 Undo prepared: pause a follower 4900',
      '12412 Injected: pause a follower 312',
      '12700 First evidence of the effect: pause a follower 288',
      '42430 Released: pause a follower 29730',
      '42440 Undo started: pause a follower 10',
      '42579 Undone: pause a follower 139',
      '42702 Undo verified: pause a follower 123',
      '76400 Experiment completed 33698',
    ]);
  });

  it('leaves out a note that says the same at the same time', () => {
    const noted = {
      at: START + 12_412,
      what: 'kill the leader on ledger-1 (pid 41822): injected',
      tone: 'bad',
    } as const;
    const steps = stepsOf(anExperiment({ timeline: [noted] }));
    expect(steps.filter(({ what }) => /inject/i.test(what)).map(({ what }) => what)).toEqual([
      'Injected: kill the leader',
    ]);
  });

  it('lets a note at another time stand for what it tells', () => {
    const noted = { at: START + 7260, what: 'snapshot taken and verified', detail: '214 files', tone: 'good' } as const;
    const steps = stepsOf(anExperiment({ timeline: [noted] }));
    expect(steps.filter(({ what }) => /snapshot/i.test(what)).map(({ detail }) => detail)).toEqual(['214 files']);
  });

  it('keeps what only the workflow knows', () => {
    const noted = { at: START + 20_000, what: 'stopped: aborted', detail: 'Kim Novak', tone: 'bad' } as const;
    expect(stepsOf(anExperiment({ timeline: [noted] })).map(({ what }) => what)).toContain('stopped: aborted');
  });

  it('has one line per stage for all targets of a fault', () => {
    const faults = [0, 340, 700].map((later) =>
      aFault({ faultId: `fault/${later}`, injectedAt: START + 12_000 + later }),
    );
    const [injected, ...others] = stepsOf(anExperiment({ faults, timeline: [] })).filter(({ what }) =>
      what.startsWith('Injected'),
    );
    expect(injected?.detail).toBe('3 targets, the last 700 ms later');
    expect(others).toEqual([]);
  });

  it('tells of a fault that was skipped, and not that it was released', () => {
    const skipped = aFault({
      preparedAt: undefined,
      injectedAt: undefined,
      effect: { observed: 'unknown', evidence: 'never injected' },
      skipped: 'one pod runs, two shall',
      verifiedAt: undefined,
    });
    const steps = stepsOf(anExperiment({ faults: [skipped], timeline: [], snapshot: undefined }));
    expect(steps.map(({ what, detail }) => `${what} ${detail ?? ''}`)).toEqual([
      'Experiment started ',
      'Skipped: kill the leader ledger-1 (pid 41822): one pod runs, two shall',
      expect.stringContaining('Experiment completed'),
    ]);
  });

  it('shows the breach, and when its condition began', () => {
    const [experiment] = aborted().outcome.experiments;
    const texts = experiment === undefined ? [] : stepsOf(experiment).map(({ at, what }) => `${at - START} ${what}`);
    expect(texts).toEqual(
      expect.arrayContaining(['12500 Abort condition began to hold', '27500 Breach: write success']),
    );
  });
});

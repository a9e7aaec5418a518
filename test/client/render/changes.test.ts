import { changes } from '../../../client/render/changes.ts';
import { aFault, anExperimentStatus, anOutcome, aStatus, aVerdict, aView, ID, T0 } from '../a-view.ts';

const stuck = (problem: string) =>
  aView({ experiment: anExperimentStatus({ faults: [aFault({ state: 'stuck', problem })] }) });

const clone = (state: 'on' | 'off') => {
  const { expiresAt: _, ...fault } = aFault({
    fault: 'environment-clone',
    name: 'environment',
    target: 'namespace shop-clone',
    state,
  });
  return aView({ experiment: anExperimentStatus({ faults: [fault] }) });
};

describe('what changed between two looks', () => {
  it('tells everything at first sight', () => {
    expect(changes(undefined, aView())).toEqual([
      'Step 1 of 2 begins: leader',
      'Phase: holding, 5 s at most',
      'Fault ON: kill the leader on node n1, ends by itself in 27 s',
      'SLI writes is good: 20 good, 0 bad',
    ]);
  });

  it('does not call a disposable environment a fault', () => {
    expect(changes(clone('off'), clone('on'))).toEqual(['Environment there: namespace shop-clone']);
    expect(changes(clone('on'), clone('off'))).toEqual(['Environment removed: namespace shop-clone']);
  });

  it('is silent while only clocks and counts move', () => {
    const slis = [{ name: 'writes', state: 'good', text: '21 good, 0 bad' }] as const;
    const later = aView({ seenAt: T0 + 8_000, progress: { segment: 'fault', at: T0 + 8_000, slis } });
    expect(changes(aView(), later)).toEqual([]);
  });

  it('tells a breach, and each fault as it goes off', () => {
    const breach = { sli: 'writes', kind: 'threshold', at: T0, since: T0, text: 'errorRatio 0.7 > 0.5' } as const;
    const experiment = anExperimentStatus({
      phase: 'undoing',
      phaseEndsAt: undefined,
      breach,
      faults: [aFault({ state: 'off' })],
    });
    expect(changes(aView(), aView({ experiment }))).toEqual([
      'Phase: undoing',
      'SLI breached, everything is undone now: errorRatio 0.7 > 0.5',
      'Fault off: kill the leader on node n1',
    ]);
  });

  it('tells a stuck undo again when its problem is another one', () => {
    expect(changes(stuck('refused'), stuck('refused'))).toEqual([]);
    expect(changes(stuck('refused'), stuck('timed out'))).toEqual([
      'Fault UNDO STUCK: kill the leader on node n1: timed out',
    ]);
  });

  it('tells the phase again when the next group of faults begins', () => {
    const second = anExperimentStatus({ group: { name: 'pause two', index: 1, count: 2 } });
    expect(changes(aView(), aView({ experiment: second }))).toEqual([
      'Phase: holding (pause two, 2 of 2), 5 s at most',
    ]);
  });

  it('tells when worker or server go away and come back', () => {
    expect(changes(aView(), aView({ contact: 'no server' }))).toEqual([
      'The Temporal server does not answer. The game day goes on when it is back',
    ]);
    expect(changes(aView({ contact: 'no server' }), aView())).toEqual(['Server and worker answer again']);
  });

  it('tells who is asked for approval, with the command', () => {
    const approval = { step: 2, name: 'go?', who: [], quorum: 1, approvedBy: [], expiresAt: T0 };
    expect(changes(aView(), aView({ status: aStatus({ approval }), flags: ' --address h:1' }))).toEqual([
      `Step 2 waits for 1 approval(s) by anybody: gameday approve ${ID} --step 2 --as NAME --comment TEXT --address h:1`,
    ]);
  });

  it('tells the verdict of a step, why one was left out, and the end', () => {
    const steps = [
      { name: 'leader', kind: 'experiment', state: 'done', verdict: aVerdict({ hypothesis: 'broken' }) },
      { name: 'breathe', kind: 'pause', state: 'skipped', note: 'the hypothesis is broken' },
    ] as const;
    const now = aView({ status: aStatus({ steps, outcome: anOutcome() }), closed: 'completed' });
    expect(changes(aView(), now)).toEqual([
      'Step 1 of 2 is done: leader (hypothesis broken, completed, restored yes)',
      'Step 2 of 2 is skipped: breathe (the hypothesis is broken)',
      'The game day has ended after 21 s',
    ]);
  });

  it('tells that a terminated game day is put back by its experiment', () => {
    expect(changes(aView(), aView({ closed: 'terminated', closedBecause: 'by hand in the UI' }))).toEqual([
      'The game day itself was terminated (by hand in the UI); its experiment puts everything back',
    ]);
  });
});

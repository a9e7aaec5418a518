import type { ObjectiveResult } from '../../experiments/definition/outcome.ts';
import { judge } from '../../workflows/judge.ts';
import type { Stop } from '../../workflows/running-experiment.ts';
import { aSliResult } from '../activities/records/report/a-curve.ts';
import { aFault } from '../activities/records/report/an-outcome.ts';

type Run = Parameters<typeof judge>[0];

const met: ObjectiveResult = { metric: 'errorRatio', expected: '< 0.5', actual: 0.1, result: 'met' };
const missed: ObjectiveResult = { metric: 'p99', expected: '< 1s', actual: 2_000, result: 'missed' };
const unknown: ObjectiveResult = {
  metric: 'value',
  expected: '< 5',
  actual: null,
  result: 'unknown',
  why: 'no such host',
};
const well = { name: 'healthy', result: 'met', detail: 'status 200' } as const;
const notInjected = aFault({ injectedAt: undefined, effect: { observed: 'unknown', evidence: 'never injected' } });
const aRun = (change: Partial<Run> = {}): Run => ({
  stopped: undefined,
  faults: new Map(),
  outcomes: [aFault()],
  slis: [aSliResult({ name: 'health', objectives: [met] })],
  steadyStateAfter: [well],
  ...change,
});
const withObjectives = (...objectives: readonly ObjectiveResult[]) =>
  aRun({ slis: [aSliResult({ name: 'health', objectives })] });
const stoppedBy = (how: Stop['how'], by = 'somebody') => ({ how, by });

describe('the hypothesis', () => {
  it('held when a fault was seen, every objective was met and the steady state is back', () => {
    expect(judge(aRun(), undefined)).toEqual({
      hypothesis: 'held',
      ended: 'completed',
      restored: 'yes',
      residue: [],
      reasons: ['health: errorRatio is 10 %, expected < 0.5', 'steady state after the undo, healthy: met (status 200)'],
    });
  });

  it('is broken by one missed objective, whatever else is unknown, and says that first', () => {
    const { hypothesis, reasons } = judge(withObjectives(met, unknown, missed), 'no disk');
    expect(hypothesis).toBe('broken');
    expect(reasons).toEqual([
      'health: p99 is 2 s, expected < 1s',
      'no disk',
      'health: value could not be measured: no such host',
      'health: errorRatio is 10 %, expected < 0.5',
      'steady state after the undo, healthy: met (status 200)',
    ]);
  });

  it('is unknown when an objective could not be measured', () =>
    expect(judge(withObjectives(met, unknown), undefined).hypothesis).toBe('unknown'));

  it('is unknown when a fault was skipped, also when others of it were on and every objective was met', () => {
    const skipped = aFault({ name: 'end a pod', injectedAt: undefined, skipped: 'one pod runs, two shall' });
    const { hypothesis, ended, restored, reasons } = judge(aRun({ outcomes: [aFault(), skipped] }), undefined);
    expect({ hypothesis, ended, restored }).toEqual({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' });
    expect(reasons[0]).toBe('end a pod on ledger-1 (pid 41822) was skipped: one pod runs, two shall');
  });

  it('is unknown when the measurements could not be accounted', () => {
    expect(judge(aRun(), 'the measurements could not be accounted: ENOSPC')).toMatchObject({ hypothesis: 'unknown' });
  });

  it.each(['no', 'unknown'] as const)('is unknown when the effect of a fault was seen: %s', (observed) => {
    const fault = aFault({ effect: { observed, evidence: 'the port still answers' } });
    const { hypothesis, reasons } = judge(aRun({ outcomes: [aFault(), fault] }), undefined);
    expect(hypothesis).toBe('unknown');
    expect(reasons[0]).toBe(
      `the effect of kill the leader on ${fault.target.label} was not seen: the port still answers`,
    );
  });

  it.each([
    ['not met', 'broken'],
    ['unknown', 'unknown'],
  ] as const)('after a steady state that is %s is %s', (result, hypothesis) => {
    expect(judge(aRun({ steadyStateAfter: [well, { ...well, result }] }), undefined).hypothesis).toBe(hypothesis);
  });

  it('is unknown when no fault was injected, however well everything looks', () => {
    for (const outcomes of [[], [notInjected]]) {
      expect(judge(aRun({ outcomes }), undefined)).toMatchObject({
        hypothesis: 'unknown',
        reasons: ['no fault was injected'],
      });
    }
  });

  it('is not broken by what the SLIs did without a fault', () => {
    expect(judge({ ...withObjectives(missed), outcomes: [notInjected] }, undefined).hypothesis).toBe('unknown');
  });

  it('is unknown after an early end, and broken when something was missed before', () => {
    const stopped = stoppedBy('breach', 'health: errorRatio > 0.5');
    expect(judge(aRun({ stopped }), undefined)).toMatchObject({
      hypothesis: 'unknown',
      reasons: ['ended early: health: errorRatio > 0.5', expect.anything(), expect.anything()],
    });
    expect(judge({ ...withObjectives(missed), stopped }, undefined).hypothesis).toBe('broken');
  });

  it('does not hold for ever without any objective and any check', () => {
    expect(judge(aRun({ slis: [], steadyStateAfter: [] }), undefined).hypothesis).toBe('unknown');
  });
});

describe('how it ended', () => {
  it.each([
    ['errored', 'errored'],
    ['aborted', 'aborted'],
    ['cancelled', 'aborted'],
    ['breach', 'aborted'],
  ] as const)('stopped by %s it is %s', (how, ended) => {
    expect(judge(aRun({ stopped: stoppedBy(how) }), undefined)).toMatchObject({ ended, endedBy: 'somebody' });
  });

  it('is refused only when nothing was injected', () => {
    const stopped = stoppedBy('refused', 'guardrail');
    expect(judge(aRun({ stopped, outcomes: [] }), undefined)).toMatchObject({ ended: 'refused', endedBy: 'guardrail' });
    expect(judge(aRun({ stopped, outcomes: [notInjected] }), undefined).ended).toBe('refused');
    expect(judge(aRun({ stopped, outcomes: [notInjected, aFault()] }), undefined).ended).toBe('aborted');
  });
});

describe('what was restored', () => {
  it('is everything or every residue by name', () => {
    const outcomes = [
      aFault({ restored: 'no', residue: ['pid 1 is stopped'] }),
      aFault(),
      aFault({ restored: 'no', residue: ['a', 'b'] }),
    ];
    expect(judge(aRun({ outcomes }), undefined)).toMatchObject({
      restored: 'no',
      residue: ['pid 1 is stopped', 'a', 'b'],
    });
  });

  it('is never called restored when nothing is known of the end of a fault', () => {
    const fault = {
      faultId: 'f9',
      workflowId: 'fault/x',
      name: 'a fault',
      fault: 'command',
      target: 'x',
      state: 'on',
      since: 0,
    } as const;
    const { restored, residue } = judge(aRun({ faults: new Map([['f9', fault]]) }), undefined);
    expect({ restored, residue }).toEqual({
      restored: 'no',
      residue: ['a fault on x: nothing is known of its undo; look at workflow fault/x'],
    });
  });
});

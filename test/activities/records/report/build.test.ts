import { execFileSync } from 'node:child_process';
import { shellWord } from '../../../../activities/records/report/next/wording.ts';
import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { aSliResult } from './a-curve.ts';
import { aPlan } from './a-plan.ts';
import { aReport } from './a-report.ts';
import { aFault, anExperiment, anOutcome, aPause, aWriteAccount, HELD } from './an-outcome.ts';
import { hostile } from './hostile.ts';
import {
  aborted,
  blind,
  broken,
  crowded,
  empty,
  held,
  notRestored,
  refused,
  faultsSkipped,
  withoutCurves,
} from './scenarios.ts';

function nextFor(over: Partial<ExperimentOutcome>): readonly string[] {
  const experiment = anExperiment(over);
  return aReport({ outcome: anOutcome({ verdict: experiment.verdict, experiments: [experiment] }) }).next;
}

describe('what to do next', () => {
  it('puts residue first, with whom to call and the command that settles it', () => {
    expect(notRestored().next[0]).toBe(
      'NOT RESTORED: "pause a follower" on ledger-2 (pid 41830): ledger-2 (pid 41830) is still stopped (state T): kill -CONT was refused, operation not permitted. ' +
        'Call Kim Novak (on call) or Ada Adeyemi (owner), put it back by hand, check that it is so, then record it: ' +
        '`gameday settle gameday/storage-staging-2026-q4/20261201-0900 --fault fault/process:ledger-2:41830 --comment "what you did"`',
    );
    expect(notRestored().next[1]).toMatch(/^Not recovered after .*1 of 3 nodes does not answer/);
  });

  it('does not settle twice what a person settled and nobody could verify', () => {
    const settled = { by: 'Kim Novak', comment: 'rebooted it', at: 1 };
    const [first] = nextFor({
      verdict: { ...HELD, restored: 'no', residue: ['not verified'] },
      faults: [aPause({ restored: 'no', residue: ['not verified'], settled })],
    });
    expect(first).toMatch(/^NOT RESTORED: .*look at it again: it was settled by hand and could not be verified\.$/);
  });

  it('names residue that belongs to no fault', () => {
    expect(nextFor({ verdict: { ...HELD, restored: 'no', residue: ['snapshot s1 was not put back.'] } })[0]).toBe(
      'NOT RESTORED: snapshot s1 was not put back. Call Kim Novak (on call) or Ada Adeyemi (owner) and put it back by hand.',
    );
  });

  it('asks who requested it when nobody is named', () => {
    const plan = aPlan({ people: { approvers: [], observers: [] } });
    expect(aReport({ plan, outcome: notRestored().outcome }).next[0]).toContain(
      'Call jonas@example.org, who requested it',
    );
  });

  it('puts lost writes before missed objectives, and asks for nothing wider', () => {
    const { next } = broken();
    expect(next[0]).toMatch(
      /^37 acknowledged writes lost in ledger-survives-losing-its-leader \("write success"\)\. .*`w-7f3a-8120`.* 2026-12-01 09:00:11 UTC/,
    );
    expect(next[1]).toContain('"read latency": p99 latency < 250 ms expected, 312 ms measured');
    expect(next.join()).not.toContain('Widen');
  });

  it('explains an abort, a refusal and steps that were not begun', () => {
    expect(aborted().next[0]).toContain(
      'Everything was undone 290 ms after the breach was seen. Explain the breach of "write success" first',
    );
    expect(aborted().next.at(-1)).toContain('Not begun: ledger-survives-a-slow-disk');
    expect(refused().next).toEqual([
      expect.stringContaining('was refused before any fault: time-window: Tuesday 09:00 is outside'),
    ]);
    expect(
      nextFor({ verdict: { ...HELD, hypothesis: 'unknown', ended: 'errored', endedBy: 'the watch failed' } })[0],
    ).toContain('our own tooling failed (the watch failed)');
  });

  it('tells what was not measured: effect, objective, gap, late samples, curves', () => {
    const { next } = blind();
    expect(next[0]).toMatch(/^The effect of "kill the leader" .* was not observed \(nothing answered\)/);
    expect(next[1]).toContain('could not be judged: p99 latency: no usable sample');
    expect(next[2]).toContain('was blind for 32 s: Prometheus refused the connection');
    expect(next[3]).toContain('were late or missed');
    expect(withoutCurves().next[0]).toContain('were lost: artefacts/');
    const writes = aWriteAccount({ unknownBecause: 'no final read' });
    expect(nextFor({ slis: [aSliResult({ writes })] })[0]).toContain('does not stand: no final read.');
  });

  it('asks for workers where none looked, not for a better source nor for more CPU', () => {
    const why = 'nothing was sampled; a worker was replaced, or stood still';
    const gaps = [{ from: 0, to: 60_000, why, isOurs: true }] as const;
    const at = { at: 60_000, since: 0 } as const;
    const breach = { sli: 'writes', kind: 'blind', text: 'writes: blind', ...at } as const;
    const verdict = { ...HELD, hypothesis: 'unknown', ended: 'aborted', endedBy: 'writes: blind' } as const;
    const next = nextFor({ verdict, breach, slis: [aSliResult({ name: 'writes', gaps, missed: 60, late: 0 })] });
    expect(next[0]).toContain('No worker looked at "writes" for a while: keep two of them running, then run it again.');
    expect(next[1]).toContain('was blind for 1 min: nothing was sampled; a worker was replaced');
    expect(next.join()).not.toContain('more CPU');
    const before = [{ ...gaps[0], from: -60_000, to: 0 }];
    const [first] = nextFor({ verdict, breach, slis: [aSliResult({ name: 'writes', gaps: before })] });
    expect(first).toContain('Make the source of "writes" survive the fault');
  });

  it('tells one thing once, however many targets it was on', () => {
    const { next } = crowded();
    expect(next.filter((step) => step.startsWith('The undo of "drop'))).toEqual([
      expect.stringContaining('on 6 targets (ledger-1; ledger-2; ledger-3; and 3 more) took up to 17 s.'),
    ]);
    expect(nextFor({ faults: [aFault({ injectedAt: undefined, error: 'operation not permitted' })] })[0]).toContain(
      'could not be injected on ledger-1 (pid 41822): operation not permitted.',
    );
  });

  it('asks to run again what was skipped, and why it was', () => {
    const steps = faultsSkipped().next.filter((step) => step.includes('was skipped'));
    expect(steps).toEqual([
      '"kill the leader" was skipped on ledger-1 (pid 41822): pod shop/web-1 was not ended: 1 pod of deployment shop/web runs, and 2 shall. This run proves nothing about it: put that right, then run it again.',
      expect.stringContaining('"end a canary" was skipped on no target: No target was found'),
    ]);
  });

  it('widens the blast radius by one step when everything held', () => {
    expect(held().next).toEqual([
      'ledger-survives-losing-its-leader held with 1 target and a hold of 30 s. Widen the blast radius one step: 2 targets (mode fixed: 2, limits.maxTargets: 2), or a hold of 1 min, still in staging.',
    ]);
    expect(empty().next).toEqual([
      'No experiment was run, so nothing is known yet. Add an experiment to the steps of the plan.',
    ]);
  });

  it('counts the targets of a repeated fault per round, and asks for rounds that are closer together', () => {
    const plan = aPlan();
    const [step] = plan.steps;
    if (step?.kind !== 'experiment') throw new Error('the plan has changed');
    const [group] = step.experiment.groups;
    const groups = [1, 2].map((nth) => ({
      ...group!,
      name: `${nth}`,
      round: { nth, of: 2 },
      faults: [{ ...group!.faults[0]!, name: `${nth}` }],
    }));
    const faults = [1, 2].map((nth) => aFault({ name: `${nth}`, target: { key: `k${nth}`, label: `pod ${nth}` } }));
    const outcome = anOutcome({ experiments: [anExperiment({ faults })] });
    const repeated = { ...plan, steps: [{ ...step, experiment: { ...step.experiment, groups } }] };
    expect(aReport({ plan: repeated, outcome }).next).toEqual([
      'ledger-survives-losing-its-leader held with 1 target in each of 2 rounds and a hold of 30 s. Widen the blast radius one step: 2 targets (mode fixed: 2, limits.maxTargets: 2), or a round every 15 s, still in staging.',
    ]);
  });

  it('gives a command that a shell takes as it is meant, whatever the names are', () => {
    const [command = ''] = /(?<=`)gameday settle [^`]*(?=`)/.exec(hostile(notRestored()).next[0] ?? '') ?? [];
    const given = execFileSync('sh', ['-c', `gameday() { printf '%s\\n' "$#" "$1"; }; ${command}`], {
      encoding: 'utf8',
    });
    expect(given).toBe('6\nsettle\n');
    expect(shellWord("it's")).toBe(String.raw`'it'\''s'`);
  });
});

import type { Breach, FaultOutcome, TimelineEntry } from '../../experiments/definition/outcome.ts';
import { timelineOf } from '../../workflows/timeline.ts';
import { aFault, aPause } from '../activities/records/report/an-outcome.ts';

interface Known {
  readonly timeline?: readonly TimelineEntry[];
  readonly outcomes?: readonly FaultOutcome[];
  readonly breach?: Breach;
}

/** An experiment can only be made inside of a workflow; the timeline needs four fields of it. */
function timeline(known: Known): readonly TimelineEntry[] {
  const run: Parameters<typeof timelineOf>[0] = Object.assign(Object.create(null), {
    timeline: [],
    outcomes: [],
    startedAt: 100,
    ...known,
  });
  return timelineOf(run);
}

const notes = (known: Known) => timeline(known).map(({ at, what }) => [at, what]);
const times = { preparedAt: 110, injectedAt: 120, undoStartedAt: 300, undoneAt: 310, verifiedAt: 320 };

describe('the timeline', () => {
  it('begins with the experiment', () =>
    expect(timeline({})).toEqual([{ at: 100, what: 'experiment began', tone: 'neutral' }]));

  it('tells the life of a fault that is undone', () => {
    const effect = { observed: 'yes', at: 130, evidence: 'it stands still' } as const;
    const fault = aPause({
      ...times,
      name: 'pause',
      target: { key: 'k', label: 'node' },
      effect,
      releasedBecause: 'the hold is over',
    });
    expect(timeline({ outcomes: [fault] }).slice(1)).toEqual([
      { at: 110, what: 'pause on node: undo prepared', tone: 'neutral' },
      { at: 120, what: 'pause on node: injected', tone: 'bad' },
      { at: 130, what: 'pause on node: effect seen', tone: 'neutral', detail: 'it stands still' },
      { at: 300, what: 'pause on node: undo started', tone: 'neutral', detail: 'the hold is over' },
      { at: 310, what: 'pause on node: undone', tone: 'good' },
      { at: 320, what: 'pause on node: undo verified', tone: 'good' },
    ]);
  });

  it('claims no undo for a fault that heals by itself', () => {
    const whats = notes({ outcomes: [aFault({ ...times, name: 'kill', target: { key: 'k', label: 'node' } })] }).map(
      ([, what]) => what,
    );
    expect(whats).toContain('kill on node: nothing to undo, waiting for its recovery');
    expect(whats).toContain('kill on node: recovery verified');
  });

  it('says when nothing was left because the target was gone', () => {
    const fault = aPause({ ...times, targetGone: true });
    expect(timeline({ outcomes: [fault] })).toContainEqual({
      at: 320,
      what: `${fault.name} on ${fault.target.label}: undo verified`,
      tone: 'good',
      detail: 'nothing is left: the target is gone',
    });
  });

  it('says when an effect was looked for and not seen', () => {
    const fault = aFault({ ...times, effect: { observed: 'no', at: 130, evidence: 'it still answers' } });
    expect(timeline({ outcomes: [fault] })).toContainEqual({
      at: 130,
      what: `${fault.name} on ${fault.target.label}: effect not seen`,
      tone: 'neutral',
      detail: 'it still answers',
    });
  });

  it('leaves out what did not happen', () => {
    const never = {
      preparedAt: undefined,
      injectedAt: undefined,
      undoStartedAt: undefined,
      undoneAt: undefined,
      verifiedAt: undefined,
    };
    expect(
      notes({ outcomes: [aFault({ ...never, effect: { observed: 'unknown', evidence: 'never injected' } })] }),
    ).toHaveLength(1);
  });

  it('names who settled a fault by hand', () => {
    const settled = { by: 'Ada', comment: 'restarted it', at: 400 };
    expect(
      timeline({ outcomes: [aFault({ ...times, effect: { observed: 'yes', at: 130, evidence: '' }, settled })] }).at(
        -1,
      ),
    ).toMatchObject({
      at: 400,
      tone: 'bad',
      detail: 'Ada: restarted it',
    });
  });

  it('shows a breach where its first evidence was, and everything in order of time', () => {
    const breach: Breach = {
      sli: 'health',
      kind: 'threshold',
      at: 250,
      since: 200,
      text: 'health: errorRatio > 0.5 for 50 ms',
    };
    const own: readonly TimelineEntry[] = [
      { at: 250, what: 'SLI breached', tone: 'bad' },
      { at: 105, what: 'steady state proven', tone: 'good' },
    ];
    const entries = notes({
      timeline: own,
      breach,
      outcomes: [aFault({ ...times, effect: { observed: 'unknown', evidence: '' } })],
    });
    expect(entries.map(([at]) => at)).toEqual([100, 105, 110, 120, 200, 250, 300, 310, 320]);
    expect(entries).toContainEqual([200, 'health: first evidence']);
  });
});

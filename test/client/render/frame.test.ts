import { frame } from '../../../client/render/frame.ts';
import { type Style, widthOf } from '../../../client/render/line.ts';
import type { GameDayView } from '../../../client/watch/view.ts';
import { aFault, aStatus, aView, anExperimentStatus, T0 } from '../a-view.ts';

const STYLE: Style = { columns: 100, colour: false, timeZone: 'UTC' };
const draw = (view: GameDayView, style: Partial<Style> = {}, events: readonly string[] = [], hint = '') =>
  frame({ view, now: T0 + 7_000, events, hint }, { ...STYLE, ...style });

describe('the live frame', () => {
  it('shows the step, the phase with its time left, the faults, the SLIs, the link and the last events', () => {
    expect(draw(aView(), {}, ['+4 s  Fault ON'], 'Ctrl-C leaves this view.')).toBe(
      `storage  staging · plan aaaaaaaa · by ann
No acknowledged write is lost.
gameday/storage/20261201-090000

step      1 of 2  leader
phase     holding  5 s left
fault     kill the leader on node n1  ON for 3 s, ends by itself in 27 s
SLI       writes  good       20 good, 0 bad
UI        http://127.0.0.1:8233/namespaces/default/workflows/gameday%2Fstorage%2F20261201-090000

+4 s  Fault ON

Ctrl-C leaves this view.`,
    );
  });

  it('says in capitals, not only in colour, what needs a person', () => {
    const experiment = anExperimentStatus({
      phase: 'undoing',
      phaseEndsAt: undefined,
      faults: [aFault({ state: 'stuck', problem: 'connection refused' })],
      breach: { sli: 'writes', kind: 'threshold', at: T0, since: T0, text: 'errorRatio 0.7 > 0.5 for 15 s' },
    });
    const slis = [{ name: 'writes', state: 'breaching', text: '6 good, 14 bad' }] as const;
    const text = draw(aView({ experiment, progress: { segment: 'fault', at: T0, slis } }));
    expect(text).toContain('phase     undoing  for 3 s');
    expect(text).toContain('kill the leader on node n1  UNDO STUCK for 3 s  connection refused');
    expect(text).toContain('SLI       writes  BREACHING  6 good, 14 bad');
    expect(text).toContain('breach    errorRatio 0.7 > 0.5 for 15 s');
  });

  it('shows an open approval with the command that answers it, and how to reach the server', () => {
    const approval = {
      step: 2,
      name: 'go?',
      who: ['ann', 'bob'],
      quorum: 2,
      approvedBy: ['ann'],
      expiresAt: T0 + 600_000,
    };
    const text = draw(
      aView({ experiment: undefined, flags: ' --profile staging', status: aStatus({ step: 2, approval }) }),
    );
    expect(text).toContain('approval  2 of ann, bob (so far ann), expires in 9 min 53 s');
    expect(text).toContain(
      [
        '          gameday approve gameday/storage/20261201-090000 --step 2 --as NAME --comment TEXT \\',
        '          --profile staging',
      ].join('\n'),
    );
  });

  it('says when nobody answers, and keeps what was last seen', () => {
    const text = draw(aView({ contact: 'no worker' }));
    expect(text).toContain('contact   No worker answers. The game day goes on when one is there: `gameday worker`');
    expect(text).toContain('phase     holding');
  });

  it('has a first frame before anything is known', () => {
    const nothing = aView({ status: undefined, experiment: undefined, progress: undefined, uiUrl: undefined });
    expect(draw(nothing)).toBe('gameday/storage/20261201-090000\n\n');
  });

  it.each([20, 40, 79])('never gets wider than a terminal of %i columns', (columns) => {
    const status = aStatus({ objective: 'アクノリッジされた書き込みは失われない。'.repeat(3), name: '🔥'.repeat(60) });
    for (const line of draw(aView({ status }), { columns }).split('\n'))
      expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('lets no control character of a document reach the terminal', () => {
    const view = aView({ status: aStatus({ objective: 'red \u001b[31m alert\u0007\nsecond line' }) });
    expect(draw(view)).toContain('red  [31m alert second line');
  });

  it('carries the whole link behind a shortened one', () => {
    const text = draw(aView(), { columns: 40, colour: true });
    expect(text).toContain(
      '\u001b]8;;http://127.0.0.1:8233/namespaces/default/workflows/gameday%2Fstorage%2F20261201-090000',
    );
  });
});

import { experimentOf, experimentText, problemsIn } from './documents.ts';

const repeated = (repeat: string, more = '') => ({
  faults: `[{ name: kill, process-kill: { repeat: ${repeat} }${more} }]`,
});

describe('a fault that is repeated', () => {
  it('becomes rounds, each held for so long, with targets of its own', () => {
    const over = { ...repeated('{ every: 48s, for: 4m }'), limits: '{ maxDuration: 10m }' };
    const { groups } = experimentOf({ 'e.yaml': experimentText(over) });
    expect(groups.map(({ name, holdMs, round }) => ({ name, holdMs, round }))).toEqual(
      [1, 2, 3, 4, 5].map((nth) => ({ name: `kill (${nth} of 5)`, holdMs: 48_000, round: { nth, of: 5 } })),
    );
    expect(groups[4]!.faults).toMatchObject([
      { name: 'kill (5 of 5)', kind: 'process-kill', hold: 48_000, target: { kind: 'process' } },
    ]);
  });

  it('begins its last round when less than one fits into what is left', () => {
    const { groups } = experimentOf({ 'e.yaml': experimentText(repeated('{ every: 45s, for: 4m }')) });
    expect(groups).toHaveLength(6);
  });

  it('stays as it is without repeat', () => {
    const { groups } = experimentOf({ 'e.yaml': experimentText() });
    expect(groups).toEqual([{ name: 'kill', holdMs: 10_000, faults: [expect.objectContaining({ name: 'kill' })] }]);
  });

  it.each([
    [
      'a hold beside it',
      repeated('{ every: 30s, for: 1m }', ', hold: 5s'),
      'e.yaml:7:81: faults[0].hold: is not used together with repeat, whose "every" says how long; leave it out',
    ],
    [
      'less than one round',
      repeated('{ every: 30s, for: 10s }'),
      'e.yaml:7:67: faults[0].process-kill.repeat.for: 10s is shorter than one round (every: 30s); expected at least as long',
    ],
    [
      'too many rounds',
      { ...repeated('{ every: 1s, for: 10m }'), limits: '{ maxDuration: 1h }' },
      'e.yaml:7:66: faults[0].process-kill.repeat.for: 10m makes 600 rounds of 1s; expected at most 100',
    ],
    [
      'rounds that take longer than the limit',
      { ...repeated('{ every: 1m, for: 5m }'), limits: '{ maxDuration: 5m }' },
      'e.yaml:8:24: limits.maxDuration: baseline (3s) and holds (5 × 1m) are longer than limits.maxDuration (5m); hold for a shorter time, or raise the limit',
    ],
    [
      'a parallel group',
      {
        faults:
          '[{ name: both, parallel: true, faults: [{ name: a, process-kill: { repeat: { every: 1s, for: 2s } } }, { name: b, process-pause: {}, target: { process: { port: 1 } } }] }]',
      },
      'e.yaml:7:84: faults[0].faults[0].process-kill.repeat: faults that are on at the same time are not repeated; take this fault out of the parallel group',
    ],
    [
      'a kind that does not heal by itself',
      { faults: '[{ name: pause, process-pause: { repeat: { every: 1s, for: 2s } } }]' },
      'e.yaml:7:42: faults[0].process-pause.repeat: unknown key; nothing may stand here',
    ],
  ])('is refused with %s', (_, over, problem) => {
    expect(problemsIn({ 'e.yaml': experimentText(over) })).toEqual([problem]);
  });
});

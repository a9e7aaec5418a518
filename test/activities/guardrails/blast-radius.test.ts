import { blastRadius } from '../../../activities/guardrails/blast-radius.ts';
import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import type { BlastRadius } from '../../../experiments/definition/guardrails/blast-radius.ts';
import { anIntent, aProcess, guardrailPorts } from './guardrail-ports.ts';

const check = (settings: BlastRadius, intent: Partial<Intent>) =>
  blastRadius.check({ settings, intent: anIntent(intent), ports: guardrailPorts() });

const taken = (count: number, matched: number) => ({
  matched,
  taken: Array.from({ length: count }, (_, index) => aProcess(1000 + index)),
});

describe('blast-radius', () => {
  it('lets through what is within every limit', async () => {
    const settings = { maxTargets: 2, maxPercent: 50, maxDuration: 60_000 };
    const intent = { targets: [taken(1, 2), taken(1, 3)], targetsSoFar: 2, longestMs: 60_000 };
    expect(await check(settings, intent)).toEqual({
      name: 'blast-radius',
      result: 'met',
      detail: '2 targets; 1 of 2 that match (50%); 1 of 3 that match (33%); it can take up to 1 min',
    });
  });

  it.each<[string, BlastRadius, Partial<Intent>, string]>([
    [
      'more targets over the whole experiment',
      { maxTargets: 2 },
      { targetsSoFar: 3 },
      '3 targets, but maxTargets is 2',
    ],
    [
      'too large a share of any selector',
      { maxPercent: 50 },
      { targets: [taken(1, 4), taken(2, 3)] },
      '2 of 3 that match (67%), but maxPercent is 50',
    ],
    [
      'a share that is just over',
      { maxPercent: 33 },
      { targets: [taken(1, 3)] },
      '1 of 3 that match (33%), but maxPercent is 33',
    ],
    [
      'a longer time',
      { maxDuration: 60_000 },
      { longestMs: 90_500 },
      'it can take up to 1 min 30 s, but maxDuration is 1 min',
    ],
  ])('refuses %s, and names only what is too much', async (_what, settings, intent, detail) => {
    expect(await check({ maxTargets: 9, ...settings }, intent)).toEqual({
      name: 'blast-radius',
      result: 'not met',
      detail,
    });
  });

  it('waits with the share until the targets are resolved', async () => {
    expect(await check({ maxPercent: 1 }, { targets: [] })).toMatchObject({
      result: 'met',
      detail: 'no target is chosen yet',
    });
  });

  it('does not know the share of nothing', async () => {
    expect(await check({ maxPercent: 50 }, { targets: [taken(0, 0)] })).toMatchObject({ result: 'unknown' });
  });

  it('says so when no limit is set', async () => {
    expect(await check({}, { targetsSoFar: 99 })).toMatchObject({ result: 'met', detail: 'no limit is set' });
  });
});

import { durationText } from '../../../activities/guardrails/duration-text.ts';

describe('durations in texts', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [1_250, '1 s 250 ms'],
    [90_000, '1 min 30 s'],
    [3_600_000, '1 h'],
    [3_660_500, '1 h 1 min'],
    [90_000_000, '1 d 1 h'],
  ])('%d is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

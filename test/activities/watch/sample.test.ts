import { isUsable, parseLine } from '../../../activities/watch/sample.ts';
import { aSample, bad, good, unknown } from './an-sli.ts';

describe('a line of the journal', () => {
  it('is read back as it was written', () => {
    const sample = aSample(5, { g: 2, b: 1, t: [1.5, 2], v: 3, d: 'slow' });
    expect(parseLine(JSON.stringify(sample))).toEqual(sample);
  });

  it('may be a mark', () => {
    expect(parseLine('{"began":5}')).toEqual({ began: 5 });
    expect(parseLine('{"ended":6}')).toEqual({ ended: 6 });
  });

  it.each([
    '',
    '{"s":0,"i":5',
    'null',
    '7',
    '[]',
    '{}',
    '{"s":0,"i":5,"t":[]}',
    '{"s":0,"i":null,"l":0,"g":1,"b":0,"u":0,"t":[]}',
    '{"began":"yesterday"}',
  ])('that is %j counts for nothing', (line) => expect(parseLine(line)).toBeUndefined());
});

describe('a sample', () => {
  it('is usable when something answered, well or badly', () => {
    expect([good(0), bad(0), unknown(0), aSample(0)].map(isUsable)).toEqual([true, true, false, false]);
  });
});

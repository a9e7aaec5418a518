import { chart } from '../../../../activities/records/report/chart/chart.ts';
import { frameOf } from '../../../../activities/records/report/chart/frame.ts';
import { faultBands } from '../../../../activities/records/report/facts/fault-bands.ts';
import type { SliCurve } from '../../../../experiments/definition/outcome.ts';
import { aCurve, aSliResult, START, type Shape } from './a-curve.ts';
import { anExperiment, aPause } from './an-outcome.ts';

function drawn(curve: SliCurve, faults = [aPause()]): string {
  return chart(curve, faultBands(faults), undefined, frameOf(anExperiment(), [curve])).text;
}

function curveOf(shape: Shape, over: Partial<SliCurve> = {}): SliCurve {
  return aCurve(aSliResult(), shape, over);
}

function pieces(svg: string): number {
  return (/class="mean" d="([^"]*)"/.exec(svg)?.[1] ?? '').split('M').length - 1;
}

describe('the chart of an SLI', () => {
  it('is one line when everything was measured', () => {
    expect(pieces(drawn(curveOf({})))).toBe(1);
  });

  it('breaks the line where every sample failed or is unknown, and where there is no bucket', () => {
    expect(pieces(drawn(curveOf({ failing: [12, 19] })))).toBe(2);
    expect(pieces(drawn(curveOf({ dark: [12, 19] })))).toBe(2);
    const { buckets } = curveOf({});
    expect(pieces(drawn(curveOf({}, { buckets: buckets.filter((_, index) => index < 20 || index > 30) })))).toBe(2);
  });

  it('marks failed samples by their share and unknown ones as no data', () => {
    expect(drawn(curveOf({ failing: [10, 20] }))).toMatch(
      /<rect class="failed" x="13.33%" width="13.34%" y="\d+" height="18"\/>/,
    );
    expect(drawn(curveOf({ dark: [10, 20] }))).toContain('<title>no data for 10 s</title>');
    expect(drawn(curveOf({}))).not.toMatch(/class="(failed|gap)"/);
  });

  it('shades, hatches and names a fault from its injection to its undo', () => {
    const svg = drawn(curveOf({}));
    expect(svg).toMatch(/<rect class="shade" x="16.55%" width="40.22%"/);
    expect(svg).toContain('<rect fill="url(#hatch-rising)" x="16.55%"');
    expect(svg).toContain('pause a follower: +12.4 s to +42.6 s (30.2 s)');
  });

  it('lets the band of a fault that was never undone go on to the end', () => {
    const svg = drawn(curveOf({}), [aPause({ undoneAt: undefined, verifiedAt: undefined })]);
    expect(svg).toMatch(/<rect class="shade" x="16.55%" width="83.45%"/);
    expect(svg).toContain('pause a follower → not undone: on since +12.4 s');
  });

  it('gives faults that overlap lanes and hatchings of their own', () => {
    const svg = drawn(curveOf({}), [aPause(), aPause({ name: 'fill the disk', injectedAt: START + 20_000 })]);
    expect(svg).toContain('url(#hatch-falling)');
    expect([...svg.matchAll(/<rect class="bar"[^>]*y="(\d+)"/g)].map(([, y]) => y)).toEqual(['17', '41']);
  });

  it('draws thresholds near the curve and names those far above it', () => {
    const svg = drawn(
      curveOf(
        {},
        {
          thresholds: [
            { label: 'objective p99 < 12 ms', value: 12 },
            { label: 'aborts above 5 s', value: 5000 },
          ],
        },
      ),
    );
    expect(svg.match(/<line class="threshold"/g)).toHaveLength(1);
    expect(svg).toContain('>objective p99 &lt; 12 ms</text>');
    expect(svg).toContain('>↑ aborts above 5 s</text>');
  });

  it('never writes two threshold labels over one another', () => {
    const thresholds = [10, 9.9, 9.8, 9.7].map((value) => ({ label: `p99 < ${value} ms`, value }));
    const svg = drawn(curveOf({}, { thresholds }));
    const places = [...svg.matchAll(/class="threshold-label"[^>]* y="(\d+)"/g)].map(([, y]) => Number(y));
    expect(places).toHaveLength(4);
    for (const [index, y] of places.slice(1).entries()) expect(y - (places[index] ?? 0)).toBeGreaterThanOrEqual(14);
  });

  it('goes over to a logarithmic scale when a peak would press the rest flat', () => {
    const peaked = drawn(curveOf({ slow: [20, 22], slowBy: 200 }));
    expect(peaked).toContain('Logarithmic scale.');
    expect(peaked).toMatch(/>1 ms<[\s\S]*>10 ms<[\s\S]*>100 ms</);
    expect(drawn(curveOf({}))).not.toContain('Logarithmic');
  });

  it('labels the axis with relative and clock time', () => {
    expect(drawn(curveOf({}))).toMatch(/>\+10 s<\/text>\s*<text class="time clock[^>]*>09:00:10</);
  });

  it('says so when nothing at all was measured', () => {
    const svg = drawn(curveOf({ dark: [0, 75] }));
    expect(svg).toContain('nothing was measured');
    expect(svg).not.toContain('NaN');
  });
});

import { renderJson, REPORT_FORMAT } from '../../../../activities/records/report/json.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import { ALL, held, notRestored } from './scenarios.ts';

describe('the JSON', () => {
  it.each(Object.entries(ALL))('gives back the whole report: %s', (_, scenario) => {
    const report = scenario();
    const parsed: Report & { report: string; exitCode: number } = JSON.parse(renderJson(report));
    const { report: format, exitCode, ...rest } = parsed;
    expect(format).toBe(REPORT_FORMAT);
    expect(exitCode).toEqual(expect.any(Number));
    expect(rest).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('begins with its format', () => {
    expect(renderJson(held())).toMatch(/^\{\n {2}"report": "gameday\/report\/v1",\n/);
  });

  it('has the exit code that goes with the verdict', () => {
    expect(renderJson(held())).toContain('"exitCode": 0,');
    expect(renderJson(notRestored())).toContain('"exitCode": 5,');
  });

  it('does not depend on the order in which the parts were put together', () => {
    const { plan, outcome, ...rest } = held();
    const { id, ...others } = outcome;
    const turned = { ...others, id };
    expect(renderJson({ ...rest, outcome: turned, plan })).toBe(renderJson(held()));
  });
});

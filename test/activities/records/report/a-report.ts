import { buildReport, type ReportInput } from '../../../../activities/records/report/build.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import { aCurve, START, type Shape } from './a-curve.ts';
import { aPlan } from './a-plan.ts';
import { anOutcome } from './an-outcome.ts';

/** A game day that held, unless told otherwise. Every SLI gets a curve with an outage after the kill. */
export function aReport(over: Partial<ReportInput> = {}): Report {
  const outcome = over.outcome ?? anOutcome();
  const shape: Shape = { failing: [12, 19], slow: [19, 24] };
  const curves = Object.fromEntries(
    outcome.experiments.map(({ id, slis }) => [
      id,
      slis.map((sli) => aCurve(sli, shape, { thresholds: [{ label: 'objective p99 < 250 ms', value: 250 }] })),
    ]),
  );
  return buildReport({
    plan: aPlan(),
    outcome,
    curves,
    generatedAt: START + 90_000,
    tool: { name: 'gameday', version: '0.1.0' },
    ...over,
  });
}

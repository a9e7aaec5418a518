import type { ExperimentOutcome, SliCurve, SliResult } from '../../../../experiments/definition/outcome.ts';
import type { Report } from '../../../../experiments/definition/report.ts';

export interface Measurements {
  readonly slis: readonly { readonly result: SliResult; readonly curve: SliCurve | undefined }[];
  /** Why curves are missing; undefined when none is. */
  readonly lost: string | undefined;
}

type Curves = Pick<Report, 'curves' | 'measurementsLost'>;

export function measurementsOf(report: Curves, experiment: ExperimentOutcome): Measurements {
  const curves = report.curves[experiment.id] ?? [];
  const named = new Set(experiment.slis.map((sli) => sli.name));
  const results: readonly SliResult[] = [...experiment.slis, ...curves.filter((curve) => !named.has(curve.name))];
  const slis = results.map((result) => ({ result, curve: curves.find((curve) => curve.name === result.name) }));
  const incomplete = slis.some(({ result, curve }) => curve === undefined && result.samples > 0);
  return { slis, lost: incomplete ? whyLost(report, experiment) : undefined };
}

function whyLost(report: Curves, experiment: ExperimentOutcome): string {
  const told = report.measurementsLost?.[experiment.id];
  if (told !== undefined) return told;
  if (experiment.measurements === undefined) return 'no file was written before the worker that sampled was gone';
  return `${experiment.measurements.path} could not be read, or does not have all of them`;
}

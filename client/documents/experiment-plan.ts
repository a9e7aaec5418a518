import { type Experiment, experimentSchema } from '../../experiments/definition/experiment.ts';
import type { PlannedExperiment } from '../../experiments/definition/plan.ts';
import { experimentChecks } from './checks/index.ts';
import { listedGroups } from './checks/listed-faults.ts';
import type { OpenDocument } from './loading.ts';
import { inRounds } from './rounds.ts';
import { typedDocument } from './typed-document.ts';
import type { Surroundings } from './variables.ts';

/** The experiment of a document, ready to run; undefined when something is wrong, which has been complained about. */
export function planExperiment(
  { source, complaints }: OpenDocument,
  around: Surroundings,
  writtenAs: string,
): PlannedExperiment | undefined {
  const { document } = typedDocument(source, experimentSchema, around, complaints);
  if (document === undefined) return undefined;
  for (const check of experimentChecks) check(document, complaints.complain, source.has);
  return complaints.any() ? undefined : planned(document, writtenAs);
}

function planned(document: Experiment, source: string): PlannedExperiment {
  const { apiVersion: _, kind: __, variables: ___, target, faults, environment, ...rest } = document;
  const place =
    typeof environment === 'string' ? { environment } : { environment: environment.name, clone: environment.clone };
  const groups = listedGroups({ faults }).flatMap(({ name, faults: listed }) =>
    inRounds({
      name,
      holdMs: Math.max(...listed.map(({ fault }) => fault.hold)),
      // A check has made sure that there is a target.
      faults: listed.map(({ fault }) => ({ ...fault, target: (fault.target ?? target)! })),
    }),
  );
  return { ...rest, ...place, groups, source };
}

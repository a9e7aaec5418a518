import type { FaultKind, FaultSettings } from '../experiments/definition/faults/index.ts';
import type { GuardrailSpec } from '../experiments/definition/guardrails/index.ts';
import type { ResolvedTargets, TargetIdentity } from '../experiments/definition/identity.ts';
import { ownGuardrails } from '../experiments/definition/own-guardrails.ts';
import type { PlannedExperiment, PlannedFault } from '../experiments/definition/plan.ts';
import type { ExperimentPreview, FaultPreview } from '../experiments/definition/preview.ts';
import type { FaultDriver } from './faults/driver.ts';
import { faultDrivers } from './faults/index.ts';
import type { createGuardrailActivities } from './guardrails/index.ts';
import type { Ports } from './ports.ts';
import { aimedAtOriginals, previewClone } from './preview-clone.ts';
import { running } from './running.ts';
import { previewSnapshot } from './snapshots/preview-snapshot.ts';
import { checkSteadyState } from './steady-state.ts';
import { targetsOf } from './targets/targets-of.ts';

export interface PreviewInput {
  readonly experiment: PlannedExperiment;
  readonly guardrails: readonly GuardrailSpec[];
  readonly longestMs: number;
}

/** What an experiment would do now. Reads only. */
export function createPreview(
  ports: Ports,
  { checkGuardrails }: Pick<ReturnType<typeof createGuardrailActivities>, 'checkGuardrails'>,
) {
  return async ({
    experiment,
    guardrails,
    longestMs,
  }: PreviewInput): Promise<{ readonly host: string; readonly experiment: ExperimentPreview }> => {
    const { signal } = running();
    // The other rounds of a repeated fault have targets of their own, which nobody can know now.
    const shown = experiment.groups.filter(({ round }) => round === undefined || round.nth === 1);
    const found: ResolvedTargets[] = [];
    const groups: ExperimentPreview['groups'][number][] = [];
    for (const { name, holdMs, faults, round } of shown) {
      const previews: FaultPreview[] = [];
      for (const fault of faults)
        previews.push(await previewFault(aimedAtOriginals(experiment, fault), found, ports, signal));
      groups.push({ name, holdMs, faults: previews, ...(round === undefined ? {} : { rounds: round.of }) });
    }
    const targetsSoFar = found.reduce((sum, one) => sum + one.taken.length, 0);
    const faults = shown.flatMap((group) => group.faults);
    const intent = { experiment: experiment.name, faults, targets: found, targetsSoFar, longestMs };
    return {
      host: ports.processes.host,
      experiment: {
        name: experiment.name,
        // What is not there yet cannot be looked at.
        steadyState: experiment.clone ? [] : await checkSteadyState(experiment.steadyState, ports, signal),
        guardrails: await checkGuardrails({ guardrails: [...guardrails, ...ownGuardrails(experiment)], intent }),
        longestMs,
        snapshot: experiment.snapshot && (await previewSnapshot(experiment.snapshot, ports, signal)),
        clone: await previewClone(experiment, ports, signal),
        groups,
      },
    };
  };
}

async function previewFault(
  fault: PlannedFault,
  found: ResolvedTargets[],
  ports: Ports,
  signal: AbortSignal,
): Promise<FaultPreview> {
  const { recovery, expiry } = explain(fault);
  const base = { name: fault.name, fault: fault.kind, undo: recovery, expiry };
  try {
    const resolved = await targetsOf(fault, ports, signal);
    found.push(resolved);
    const { matched, taken, skipped } = resolved;
    const touched = await touchedBy(fault, taken, ports, signal);
    return { ...base, matched, targets: taken.map((target) => target.label), skipped, ...touched };
  } catch (error) {
    const problem = textOf(error, ports);
    // The guardrails see the targets of each fault at its place.
    found.push({ matched: 0, taken: [], skipped: problem });
    return { ...base, matched: 0, targets: [], problem };
  }
}

/** A plan without this is still a plan, but it says what it does not know. */
async function touchedBy<K extends FaultKind>(
  { kind, settings: given }: { readonly kind: K; readonly settings: FaultSettings[K] },
  taken: readonly TargetIdentity[],
  ports: Ports,
  signal: AbortSignal,
): Promise<Pick<FaultPreview, 'touches' | 'touchesProblem'>> {
  const driver: FaultDriver<K> = faultDrivers[kind];
  try {
    const touched: string[] = [];
    for (const one of taken) {
      const { settings, target } = ports.secrets.resolve({ settings: given, target: one });
      touched.push(...((await driver.touches?.({ settings, target, ports, signal })) ?? []));
    }
    return { touches: [...new Set(touched)].map((text) => ports.secrets.hide(text)) };
  } catch (error) {
    return { touchesProblem: textOf(error, ports) };
  }
}

const textOf = (error: unknown, { secrets }: Ports): string =>
  secrets.hide(error instanceof Error ? error.message : String(error));

function explain(fault: PlannedFault): { readonly recovery: string; readonly expiry: string } {
  const { kind } = fault;
  const recovery =
    faultDrivers[kind].recovery === 'self-heals'
      ? 'nothing to undo; its recovery is waited for and verified'
      : 'undone and verified, retried until it works';
  return { recovery, expiry: expiryOf(fault) };
}

function expiryOf<K extends FaultKind>({
  kind,
  settings,
}: {
  readonly kind: K;
  readonly settings: FaultSettings[K];
}): string {
  return faultDrivers[kind].expiry(settings).text;
}

import type { Report } from '../experiments/definition/report.ts';
import { createConfirmUndone } from './faults/confirm-undone.ts';
import { createInjections } from './faults/engine/injections.ts';
import { createIdentifyClone } from './faults/environment-clone/identify.ts';
import { createFaultActivities } from './faults/fault-activities.ts';
import { createOwedBy } from './faults/owed-by.ts';
import { type ControlPath, createGuardrailActivities } from './guardrails/index.ts';
import type { Ports } from './ports.ts';
import { createPreview } from './preview.ts';
import { createPage } from './records/page.ts';
import { createReportActivities } from './records/report-activities.ts';
import { createHaltGameDays } from './safety-switch/halt-game-days.ts';
import type { SafetySwitch } from './safety-switch/safety-switch.ts';
import { createSnapshotActivities } from './snapshots/index.ts';
import { createSteadyStateActivities } from './steady-state.ts';
import { byLease, type Owners } from './sweep/owners.ts';
import { createSweepFaults } from './sweep/sweep-activity.ts';
import { createTargetActivities } from './targets/target-activities.ts';
import { createAccountSlis } from './watch/account/account-activity.ts';
import type { Samplings } from './watch/samplings.ts';
import { createWatch } from './watch/watch-activity.ts';

/** What activities ask of the Temporal server itself, and what of ours they must not touch. */
export interface Surroundings {
  readonly safetySwitch: SafetySwitch;
  /** By their leases when left out. */
  readonly owners?: Owners;
  /** Nothing in a cluster when left out. */
  readonly controlPath?: ControlPath;
}

/** Everything that workflows can ask for. Names are wire format: renaming one needs a patch. */
export function createActivities(
  ports: Ports,
  samplings: Samplings,
  tool: Report['tool'],
  { safetySwitch, owners = byLease(ports.clock), controlPath }: Surroundings,
) {
  const guardrails = createGuardrailActivities(ports, safetySwitch, controlPath);
  const injections = createInjections();
  return {
    ...guardrails,
    ...createSteadyStateActivities(ports),
    ...createTargetActivities(ports, guardrails),
    ...createSnapshotActivities(ports),
    ...createFaultActivities(ports, injections),
    ...createReportActivities(ports, tool),
    identifyClone: createIdentifyClone(ports),
    confirmUndone: createConfirmUndone(ports),
    owedBy: createOwedBy(ports),
    sweepFaults: createSweepFaults(ports, owners, injections),
    watch: createWatch(ports, samplings),
    accountSlis: createAccountSlis(ports, samplings),
    haltGameDays: createHaltGameDays(safetySwitch, ports.clock),
    page: createPage(ports),
    previewExperiment: createPreview(ports, guardrails),
  };
}

export type Activities = ReturnType<typeof createActivities>;

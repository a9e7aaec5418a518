import type { Report } from '../experiments/definition/report.ts';
import { createConfirmUndone } from './faults/confirm-undone.ts';
import { createFaultActivities } from './faults/fault-activities.ts';
import { createGuardrailActivities } from './guardrails/index.ts';
import type { Ports } from './ports.ts';
import { createPreview } from './preview.ts';
import { createPage } from './records/page.ts';
import { createReportActivities } from './records/report-activities.ts';
import { createHaltGameDays } from './safety-switch/halt-game-days.ts';
import type { SafetySwitch } from './safety-switch/safety-switch.ts';
import { createSnapshotActivities } from './snapshots/index.ts';
import { createSteadyStateActivities } from './steady-state.ts';
import { createTargetActivities } from './targets/target-activities.ts';
import { createAccountSlis } from './watch/account/account-activity.ts';
import type { Samplings } from './watch/samplings.ts';
import { createWatch } from './watch/watch-activity.ts';

/** Everything that workflows can ask for. Names are wire format: renaming one needs a patch. */
export function createActivities(ports: Ports, samplings: Samplings, tool: Report['tool'], safetySwitch: SafetySwitch) {
  const guardrails = createGuardrailActivities(ports, safetySwitch);
  return {
    ...guardrails,
    ...createSteadyStateActivities(ports),
    ...createTargetActivities(ports, guardrails),
    ...createSnapshotActivities(ports),
    ...createFaultActivities(ports),
    ...createReportActivities(ports, tool),
    confirmUndone: createConfirmUndone(ports),
    watch: createWatch(ports, samplings),
    accountSlis: createAccountSlis(ports, samplings),
    haltGameDays: createHaltGameDays(safetySwitch, ports.clock),
    page: createPage(ports),
    previewExperiment: createPreview(ports, guardrails),
  };
}

export type Activities = ReturnType<typeof createActivities>;

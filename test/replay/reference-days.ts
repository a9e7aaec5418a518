import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { failure, FailureType } from '../../activities/failures.ts';
import { httpToggle } from '../../activities/faults/http-toggle.ts';
import type { GameDayPlan, PlannedStep } from '../../experiments/definition/plan.ts';
import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import { engageSwitch } from '../../client/safety-switch/engage-switch.ts';
import { releaseSwitch } from '../../client/safety-switch/release-switch.ts';
import {
  approveSignal,
  type ExperimentStatus,
  SAFETY_SWITCH_ID,
  settleUpdate,
  TASK_QUEUE,
} from '../../workflows/messages.ts';
import { aPlan, anExperiment, breakingFault, comparison, healthSli } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import type { GameDayHandle } from '../support/game-days.ts';
import type { Rig } from '../support/rig.ts';
import type { Victim } from '../support/victim.ts';

interface Stage {
  readonly rig: Rig;
  readonly victim: Victim;
}

/** Runs one game day to its end; answers with the ids of all its workflows. */
type ReferenceDay = (stage: Stage) => Promise<readonly string[]>;

/** Together they go through every branch of the workflows that talks to the server. */
export const referenceDays: Readonly<Record<string, ReferenceDay>> = {
  'held-with-approval-and-snapshot': async ({ rig, victim }) => {
    const path = await mkdtemp(join(rig.directory, 'data-'));
    await writeFile(join(path, 'file'), 'text');
    const settings = { path, keep: 1, keepFor: 1_000, exclude: [] };
    const experiment = anExperiment(victim.url, { snapshot: { kind: 'directory', settings } });
    const steps: PlannedStep[] = [
      {
        kind: 'approval',
        name: 'go',
        who: ['ada'],
        quorum: 1,
        fourEyes: false,
        expiresMs: 60_000,
        onExpiry: 'stop',
      },
      { kind: 'pause', name: 'breathe', ms: 100 },
      { kind: 'experiment', name: experiment.name, onBroken: 'stop', experiment },
    ];
    const handle = await rig.start(aPlan([], { steps }));
    await eventually(async () => (await rig.status(handle)).approval);
    await handle.signal(approveSignal, { by: 'ada', comment: 'go' });
    await handle.result();
    return workflowsOf(rig, handle);
  },
  cancelled: async ({ rig, victim }) => {
    const handle = await rig.start(held(victim));
    await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await handle.cancel();
    return ended(rig, handle);
  },
  breached: async ({ rig, victim }) => {
    const sli = healthSli(victim.url, { abortIf: { errorRatio: comparison('> 0.5'), for: 100 } });
    const handle = await rig.start(aPlan([anExperiment(victim.url, { slis: [sli], faults: [long(victim)] })]));
    return ended(rig, handle);
  },
  refused: async ({ rig, victim }) => {
    const never: SteadyStateCheck = {
      name: 'never met',
      kind: 'command',
      settings: { run: ['false'], exitCode: 0 },
      timeout: 1_000,
    };
    return ended(rig, await rig.start(aPlan([anExperiment(victim.url, { steadyState: [never] })])));
  },
  'stuck-then-settled': async ({ rig, victim }) => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await rig.start(held(victim, 200));
    const { id, faults } = await rig.experiment(handle, 1, hasStuckFault);
    const order = { faultId: faults[0]!.faultId, by: 'ada', comment: 'by hand' };
    await rig.client.workflow.getHandle(id).executeUpdate(settleUpdate, { args: [order] });
    return ended(rig, handle);
  },
  'stuck-then-restored': async ({ rig, victim }) => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await rig.start(held(victim, 200));
    await rig.experiment(handle, 1, hasStuckFault);
    await victim.control({ refuseUndos: 0 });
    return ended(rig, handle);
  },
  'fault-terminated': async ({ rig, victim }) => {
    const handle = await rig.start(held(victim));
    const { faults } = await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await rig.client.workflow.getHandle(faults[0]!.workflowId).terminate('recorded');
    return ended(rig, handle);
  },
  'experiment-terminated': async ({ rig, victim }) => {
    const handle = await rig.start(held(victim));
    const { id } = await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await rig.client.workflow.getHandle(id).terminate('recorded');
    return ended(rig, handle);
  },
  halted: async ({ rig, victim }) => {
    const handle = await rig.start(held(victim));
    await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await engageSwitch(rig.client, { by: 'ada', reason: 'recorded' });
    const ids = await ended(rig, handle);
    await releaseSwitch(rig.client, { by: 'ada', comment: 'recorded' });
    return [...ids, SAFETY_SWITCH_ID];
  },
  swept: async ({ rig }) => {
    const workflowId = 'sweeper/recorded';
    const args = [{ host: rig.ports.processes.host }];
    await rig.client.workflow.execute('sweeper', { workflowId, taskQueue: TASK_QUEUE, args });
    return [workflowId];
  },
  skipped: async ({ rig, victim }) => {
    const few = failure(FailureType.skipped, 'recorded');
    const inject = httpToggle.inject.bind(httpToggle);
    const spy = jest.spyOn(httpToggle, 'inject');
    spy.mockRejectedValueOnce(few).mockImplementationOnce(inject).mockRejectedValueOnce(few);
    const faults = ['first', 'second', 'third'].map((name) => breakingFault(victim.url, { name, hold: 200 }));
    try {
      return await ended(rig, await rig.start(aPlan([anExperiment(victim.url, { faults })])));
    } finally {
      spy.mockRestore();
    }
  },
  'not-injected': async ({ rig, victim }) => {
    await victim.control({ refuseSwitchingOn: 1_000_000 });
    return ended(rig, await rig.start(held(victim)));
  },
};

const long = (victim: Victim) => breakingFault(victim.url, { hold: 60_000 });
const held = (victim: Victim, hold = 60_000): GameDayPlan =>
  aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold })] })]);
const hasStuckFault = ({ faults }: ExperimentStatus): boolean => faults.some(({ state }) => state === 'stuck');

async function ended(rig: Rig, handle: GameDayHandle): Promise<readonly string[]> {
  await handle.result().catch(() => undefined);
  return workflowsOf(rig, handle);
}

/** The game day, its experiments, their faults: all that began with it. */
async function workflowsOf(rig: Rig, { workflowId }: GameDayHandle): Promise<readonly string[]> {
  const children = await childrenOf(rig, workflowId);
  const faults = await Promise.all(children.map((id) => childrenOf(rig, id)));
  return [workflowId, ...children, ...faults.flat()];
}

async function childrenOf(rig: Rig, workflowId: string): Promise<readonly string[]> {
  const { events } = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  return events!.flatMap((event) => event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId ?? []);
}

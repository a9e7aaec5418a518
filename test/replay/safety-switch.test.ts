import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { engageSwitch } from '../../client/safety-switch/engage-switch.ts';
import { releaseSwitch } from '../../client/safety-switch/release-switch.ts';
import { SAFETY_SWITCH_ID, safetySwitchStatus } from '../../workflows/messages.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { bundleOnce, startRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());

describe('the safety switch', () => {
  it('replays from its history, after it stopped a game day, was pulled again and released', async () => {
    const { client } = rig;
    await engageSwitch(client, { by: 'ann', reason: 'first' });
    await engageSwitch(client, { by: 'bob', reason: 'second' });
    const experiment = anExperiment('http://127.0.0.1:1', { baseline: 0 });
    const handle = await rig.start(aPlan([{ ...experiment, steadyState: [] }]));
    await handle.result();
    const { runId } = await client.workflow.getHandle(SAFETY_SWITCH_ID).describe();
    await eventually(() => client.workflow.getHandle(SAFETY_SWITCH_ID).query(safetySwitchStatus));
    await releaseSwitch(client, { by: 'ann', comment: '' });
    const history = await client.workflow.getHandle(SAFETY_SWITCH_ID, runId).fetchHistory();
    expect(history.events!.length).toBeLessThan(60);
    await Worker.runReplayHistory({ workflowBundle: await bundleOnce() }, history, SAFETY_SWITCH_ID);
  }, 60_000);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApprovalStep, GameDayPlan, PlannedStep } from '../../experiments/definition/plan.ts';
import { approveSignal, denySignal, voteUpdate } from '../../workflows/messages.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import type { GameDayHandle } from '../support/game-days.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

function plan(change: Partial<ApprovalStep> = {}): GameDayPlan {
  const approval: ApprovalStep = {
    kind: 'approval',
    name: 'go or no-go',
    who: ['ada', 'grace'],
    quorum: 1,
    fourEyes: false,
    expiresMs: 60_000,
    onExpiry: 'stop',
    ...change,
  };
  const experiment = anExperiment(victim.url);
  const steps: PlannedStep[] = [approval, { kind: 'experiment', name: experiment.name, onBroken: 'stop', experiment }];
  return aPlan([], { steps, requestedBy: 'grace' });
}

async function waiting(change: Partial<ApprovalStep> = {}): Promise<GameDayHandle> {
  const handle = await rig.start(plan(change));
  await eventually(async () => (await rig.status(handle)).approval);
  return handle;
}

const vote = (handle: GameDayHandle, by: string, approve = true, step = 1) =>
  handle.executeUpdate(voteUpdate, { args: [{ step, by, approve, comment: 'a comment' }] });

describe('an approval', () => {
  it('lets the next step begin, and is in the outcome with name and comment', async () => {
    const handle = await waiting();
    expect(await vote(handle, 'ada')).toBe('go or no-go is approved.');
    const outcome = await handle.result();
    expect(outcome.approvals[0]).toMatchObject({ decision: 'approved', votes: [{ by: 'ada', comment: 'a comment' }] });
    expect(outcome.experiments).toHaveLength(1);
  });

  it('refuses a vote of a stranger, of the wrong step, a second vote, and of the requester when four eyes are asked', async () => {
    const handle = await waiting({ quorum: 2, fourEyes: true });
    await expect(vote(handle, 'mallory')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('mallory may not approve this; ada, grace may.') },
    });
    await expect(vote(handle, 'ada', true, 2)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('step 1 (go or no-go) is') },
    });
    await expect(vote(handle, 'grace')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('four eyes need somebody else') },
    });
    expect(await vote(handle, 'ada')).toMatch(/^Counted. 1 more/);
    await expect(vote(handle, 'ada')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('has voted already') },
    });
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
  });

  it('that is denied stops the game day before any fault', async () => {
    const handle = await waiting();
    await vote(handle, 'ada', false);
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ ended: 'refused', endedBy: 'go or no-go: denied by ada: a comment' });
    expect(await victim.log()).toEqual([]);
  });

  it('that nobody answers means no', async () => {
    const outcome = await (await waiting({ expiresMs: 1_000 })).result();
    expect(outcome.verdict).toMatchObject({ ended: 'refused', endedBy: 'go or no-go: nobody approved in time' });
    expect(await victim.log()).toEqual([]);
  });

  it('that nobody answers leaves out the next step when it says skip', async () => {
    const outcome = await (await waiting({ expiresMs: 1_000, onExpiry: 'skip' })).result();
    expect(outcome.skipped).toEqual([{ name: 'victim-survives', why: 'go or no-go expired without approval' }]);
    expect(await victim.log()).toEqual([]);
  });

  it('works by a plain signal from the Temporal UI, with a name that may approve', async () => {
    const handle = await waiting();
    await handle.signal(approveSignal, 'mallory');
    await eventually(async () => /may not approve/.test((await rig.status(handle)).steps[0]!.note ?? ''));
    await handle.signal(approveSignal, { by: 'ada', comment: 'go' });
    expect((await handle.result()).approvals[0]).toMatchObject({ decision: 'approved' });
  });

  it('can be denied by a plain signal', async () => {
    const handle = await waiting({ who: [] });
    await handle.signal(denySignal);
    expect((await handle.result()).verdict.ended).toBe('refused');
  });
});

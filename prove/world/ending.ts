import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { GUARD_NAME } from '../../activities/adapters/guards-script.ts';
import type { Verdict } from '../../experiments/definition/verdict.ts';
import type { GameDayEnd } from '../observation.ts';
import { processesOf } from './leftovers.ts';
import type { World } from './world.ts';

const LOOK_EVERY_MS = 50;
const ENDS: Readonly<Record<string, GameDayEnd>> = {
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  FAILED: 'failed',
};

interface Wait {
  readonly deadline: number;
  /** Nobody is left who could end it. */
  readonly nobody: boolean;
}

/**
 * What the targets say in the moment in which the game day has its verdict. Its faults may end later, but a verdict must not
 * say that they have.
 */
export async function leftAtVerdict(world: World, { deadline, nobody }: Wait): Promise<readonly string[]> {
  if (nobody) return [];
  while (Date.now() < deadline && (await statusOfGameDay(world)) === undefined) await sleep(LOOK_EVERY_MS);
  return await world.targets.left();
}

/** Waits until no workflow of the game day runs any more; where nobody is left to end one, until the targets are as before. */
export async function endOf(world: World, wait: Wait): Promise<GameDayEnd> {
  for (;;) {
    const end = wait.nobody ? await endWithoutUs(world) : await endNow(world);
    if (end !== undefined) return end;
    if (Date.now() > wait.deadline) return wait.nobody ? 'nobody knows' : 'still running';
    await sleep(LOOK_EVERY_MS);
  }
}

/** Guards that have nothing to do any more wait for their time too. */
async function endWithoutUs({ targets, settings }: World): Promise<GameDayEnd | undefined> {
  const guards = [...processesOf(settings.folder).values()].filter((command) => command.includes(GUARD_NAME));
  return guards.length === 0 && (await targets.left()).length === 0 ? 'nobody knows' : undefined;
}

/** A reset makes a new run a moment after the old one ended; hence the second look. */
async function endNow(world: World): Promise<GameDayEnd | undefined> {
  const first = await statusOfGameDay(world);
  if (first === undefined || (await runningWorkflows(world)).length > 0) return undefined;
  await sleep(LOOK_EVERY_MS);
  return (await runningWorkflows(world)).length > 0 ? undefined : statusOfGameDay(world);
}

async function statusOfGameDay({ client, ids }: World): Promise<GameDayEnd | undefined> {
  try {
    const { status } = await client.session.client.workflow.getHandle(ids!['game day']).describe();
    return ENDS[status.name];
  } catch {
    // The server is away for a moment.
    return undefined;
  }
}

/** Asked one by one: the list of the server lags behind. */
export async function runningWorkflows({ client, ids }: World): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.values(ids ?? {}).map(async (id) => {
      try {
        return (await client.session.client.workflow.getHandle(id).describe()).status.name === 'RUNNING' ? [id] : [];
      } catch (error) {
        return error instanceof WorkflowNotFoundError ? [] : [id];
      }
    }),
  );
  return found.flat();
}

/** Also of a cancelled one; none of a terminated one. Needs a worker that answers. */
export async function verdictOf({ client, ids }: World): Promise<Verdict | undefined> {
  const status = await client.status(ids!['game day']).catch(() => undefined);
  return status?.outcome?.verdict;
}

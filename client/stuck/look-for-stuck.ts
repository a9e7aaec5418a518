import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { findingOf, type Place, type StuckFinding, workflowOf } from './finding.ts';
import { withLastEvents } from './last-events.ts';
import { stuckBecause } from './stuck-because.ts';

export interface StuckLook {
  readonly stuck: readonly StuckFinding[];
  /** More workflows run than one look describes; the newest were looked at. */
  readonly isPartial: boolean;
}

/** Faults first: when there are too many, those that matter most were looked at. */
const TYPES = ['fault', 'experiment', 'gameDay'] as const;
/** Others in the namespace may have types of the same name. */
const OURS = /^(gameday|fault)\//;
const AT_A_TIME = 4;
const AT_MOST = 1_000;

/** Looks at every workflow of a game day that is not closed. Finds also what no worker could tell. */
export async function lookForStuck(client: Client, place: Place, now = Date.now()): Promise<StuckLook> {
  const { ids, isPartial } = await openWorkflows(client);
  const found: StuckFinding[] = [];
  const next = ids.values();
  const describing = async () => {
    for (const id of next) found.push(...(await findingsOf(client, id, place, now)));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, describing));
  return { stuck: found.toSorted(byUrgency), isPartial };
}

async function openWorkflows({ workflow }: Client): Promise<{ ids: readonly string[]; isPartial: boolean }> {
  const ids: string[] = [];
  for (const type of TYPES) {
    // Not by status: a paused workflow does not run, and a server that cannot pause knows no such status.
    for await (const { workflowId } of workflow.list({ query: `WorkflowType = '${type}' AND CloseTime IS NULL` })) {
      if (!OURS.test(workflowId)) continue;
      if (ids.length === AT_MOST) return { ids, isPartial: true };
      ids.push(workflowId);
    }
  }
  return { ids, isPartial: false };
}

async function findingsOf(client: Client, id: string, place: Place, now: number): Promise<readonly StuckFinding[]> {
  try {
    const description = await client.workflow.getHandle(id).describe();
    // The index lags: it may have ended meanwhile.
    if (description.closeTime) return [];
    const workflow = workflowOf(description);
    const reasons = await withLastEvents(client, workflow, stuckBecause(description, now));
    return reasons.map((reason) => findingOf(workflow, reason, place));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

const byUrgency = (a: StuckFinding, b: StuckFinding): number =>
  Number(b.notRestored) - Number(a.notRestored) || a.since - b.since || a.id.localeCompare(b.id);

import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type AbortedGameDay, abortRunning } from '../../client/safety-switch/abort-running.ts';
import { type Engagement, engageSwitch } from '../../client/safety-switch/engage-switch.ts';
import type { TemporalClient } from '../../client/safety-switch/read-switch.ts';
import { type Abort, haltOrder } from '../../workflows/messages.ts';
import { type Answer, Refusal } from './answer.ts';
import { readJson } from './read-json.ts';
import type { LiveWorker } from './tell-health.ts';

const ROUNDS = 5;
const EVERY_MS = 1_000;

const text = (longest: number) => z.string().trim().min(1).max(longest);
const ORDER = z.strictObject({ by: text(200), reason: text(1_000) });

/** Pulls the switch as the command line does; a few rounds more go on after the answer, for the server's index lags. */
export async function orderHalt(request: IncomingMessage, { client, stop }: LiveWorker): Promise<Answer> {
  const parsed = ORDER.safeParse(await readJson(request));
  if (!parsed.success) {
    const seen = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    throw new Refusal(400, `Nothing was ordered. Expected {"by": "...", "reason": "..."}; seen: ${seen.join('; ')}`);
  }
  const order = parsed.data;
  if (!client) throw withoutTemporal('this worker has not reached the server yet');
  const { pulled, isNew } = await engage(client, order);
  const known = new Set<string>();
  const ordered = await round(client, order, known).catch((error: unknown) => withoutList(error));
  void goOn(client, order, known, stop);
  return {
    status: 202,
    body: { safetySwitch: pulled, isNew, gameDays: ordered, release: 'gameday resume --as NAME --comment TEXT' },
  };
}

async function engage(client: TemporalClient, order: Abort): Promise<Engagement> {
  try {
    return await engageSwitch(client, order);
  } catch (error) {
    throw withoutTemporal(error instanceof Error ? error.message : String(error));
  }
}

async function round(client: TemporalClient, order: Abort, known: Set<string>): Promise<readonly AbortedGameDay[]> {
  const aborted = await abortRunning(client, haltOrder(order), known);
  for (const { id, how } of aborted) if (how !== 'not told') known.add(id);
  return aborted;
}

/** The workflow of the switch does the same; this is for the case that it does not work. */
async function goOn(client: TemporalClient, order: Abort, known: Set<string>, signal: AbortSignal): Promise<void> {
  for (let nth = 1; nth <= ROUNDS && !signal.aborted; nth += 1) {
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    await round(client, order, known).catch(() => undefined);
  }
}

const withoutList = (error: unknown) =>
  `they could not be listed (${error instanceof Error ? error.message : String(error)}); the workers stop them`;

const withoutTemporal = (reason: string) =>
  new Refusal(
    503,
    `The safety switch was NOT pulled: Temporal does not answer (${reason}). ` +
      'What works without Temporal: run gameday sweep --all on every worker host; it undoes every fault that is on there; and ' +
      'once gameday sweep --kubernetes --all for those in a cluster.',
  );

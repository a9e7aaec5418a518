import { setTimeout as delay } from 'node:timers/promises';
import { type Address, exchange } from '../http/exchange.ts';
import { majorityOf } from '../replication/majority.ts';
import { isLed, isSealed, isStale, type Position, type Sealed, type Stale } from '../replication/messages.ts';
import { Signal } from '../replication/signal.ts';

export interface Elector extends Address {
  readonly name: string;
}

export interface Election {
  readonly epoch: number;
  /** All nodes that run, to be fenced against the leaders of earlier epochs. */
  readonly electors: readonly Elector[];
  readonly clusterSize: number;
  /** The leader that was lost: fenced like all others, but not asked to lead again. */
  readonly without: string | undefined;
}

export type ElectionResult =
  | { readonly kind: 'elected'; readonly leader: string; readonly lastSequence: number; readonly dropped: number }
  /** `highestEpoch`: the next attempt has to be above it. */
  | { readonly kind: 'failed'; readonly highestEpoch: number };

export interface Ballot {
  readonly elector: Elector;
  readonly reply: Sealed | Stale;
}

const sealTimeoutMs = 1_000;
const leadTimeoutMs = 3_000;
const waitForOthersMs = 50;

export async function holdElection({ epoch, electors, clusterSize, without }: Election): Promise<ElectionResult> {
  const ballots = await collectBallots(electors, epoch, majorityOf(clusterSize));
  const highestEpoch = Math.max(epoch, ...ballots.map(({ reply }) => (reply.kind === 'stale' ? reply.epoch : 0)));
  const candidate = mostUpToDate(
    ballots.filter(({ elector }) => elector.name !== without),
    majorityOf(clusterSize),
  );
  if (candidate === undefined) return { kind: 'failed', highestEpoch };
  const reply = await order(candidate, '/replication/lead', epoch, leadTimeoutMs);
  if (!isLed(reply) || reply.kind === 'no-majority') return { kind: 'failed', highestEpoch };
  return { kind: 'elected', leader: candidate.name, lastSequence: reply.lastSequence, dropped: reply.dropped };
}

/** Undefined unless a majority has sealed: every committed record is on one node of any majority. */
export function mostUpToDate(ballots: readonly Ballot[], majority: number): Elector | undefined {
  const sealed = ballots.flatMap(({ elector, reply }) => (reply.kind === 'sealed' ? [{ elector, ...reply }] : []));
  if (sealed.length < majority) return undefined;
  return sealed.toSorted((a, b) => newestFirst(a.durable, b.durable) || byName(a.elector, b.elector))[0]?.elector;
}

function newestFirst(a: Position, b: Position): number {
  return b.epoch - a.epoch || b.sequence - a.sequence;
}

function byName(a: Elector, b: Elector): number {
  return a.name.localeCompare(b.name);
}

/** Does not wait long for the others once there is a majority: one of them may be stopped or dead. */
async function collectBallots(electors: readonly Elector[], epoch: number, majority: number): Promise<Ballot[]> {
  const ballots: Ballot[] = [];
  const majorityAnswered = new Signal();
  const asked = electors.map(async (elector) => {
    const reply = await order(elector, '/replication/seal', epoch, sealTimeoutMs);
    if (!isSealed(reply) && !isStale(reply)) return;
    ballots.push({ elector, reply });
    if (ballots.length >= majority) majorityAnswered.raise();
  });
  await Promise.race([Promise.all(asked), majorityAnswered.wait().then(() => delay(waitForOthersMs))]);
  return [...ballots];
}

/** Undefined when there is no answer. */
async function order({ host, port }: Elector, path: string, epoch: number, timeoutMs: number): Promise<unknown> {
  try {
    const answer = await exchange({ host, port, method: 'POST', path, body: { epoch }, timeoutMs });
    return answer.body;
  } catch {
    return undefined;
  }
}

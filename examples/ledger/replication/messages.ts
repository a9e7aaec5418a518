import { fieldsOf } from '../http/fields-of.ts';
import type { LogRecord } from '../log/record.ts';

/** Names one record: two logs that agree on it agree on everything before it. */
export interface Position {
  readonly epoch: number;
  readonly sequence: number;
}

/** The receiver has promised itself to a later epoch. */
export interface Stale {
  readonly kind: 'stale';
  readonly epoch: number;
}

/** Seal: "take no more orders from before `epoch`, and say how far your disk goes". Lead: "be the leader of `epoch`". */
export interface EpochOrder {
  readonly epoch: number;
}

export interface Sealed {
  readonly kind: 'sealed';
  readonly durable: Position;
}

export type Led =
  | { readonly kind: 'leading'; readonly lastSequence: number; readonly dropped: number }
  | { readonly kind: 'no-majority' };

export interface Heartbeat {
  readonly epoch: number;
  readonly leader: string;
  readonly committedSequence: number;
}

export interface Heard {
  readonly kind: 'heard';
  /** False: this process has not yet compared its log with the leader's, so it has to be sent something. */
  readonly isMatched: boolean;
  readonly durableSequence: number;
}

export interface Append extends Heartbeat {
  readonly previous: Position;
  readonly records: readonly LogRecord[];
}

export type Appended =
  | { readonly kind: 'held'; readonly heldSequence: number; readonly durableSequence: number }
  | { readonly kind: 'mismatch'; readonly resumeAfter: number };

// The nodes and the supervisor are of one build: enough is looked at to tell the messages apart, not to distrust them.

/** Every order without an epoch would pass the fence. */
export const isEpochOrder = (body: unknown): body is EpochOrder => Number.isSafeInteger(fieldsOf(body)['epoch']);
export const isHeartbeat = (body: unknown): body is Heartbeat => isEpochOrder(body) && 'leader' in body;
export const isAppend = (body: unknown): body is Append => isHeartbeat(body) && 'records' in body;

export const isStale = (body: unknown): body is Stale => hasKind(body, 'stale');
export const isSealed = (body: unknown): body is Sealed => hasKind(body, 'sealed');
export const isLed = (body: unknown): body is Led => hasKind(body, 'leading', 'no-majority');
export const isHeard = (body: unknown): body is Heard => hasKind(body, 'heard');
export const isAppended = (body: unknown): body is Appended => hasKind(body, 'held', 'mismatch');

function hasKind(body: unknown, ...kinds: readonly string[]): boolean {
  return kinds.includes(String(fieldsOf(body)['kind']));
}

import type { SweepTodo } from '../../experiments/definition/sweep.ts';
import { durationText } from '../guardrails/duration-text.ts';
import type { StoredUndo } from '../ports.ts';
import type { OwnerLook } from './owners.ts';

/** Whoever judges a terminated experiment looks for the records of its faults, also of those that are over. */
export const KEEP_MS = 24 * 60 * 60 * 1_000;

export interface Decision {
  readonly todo: SweepTodo;
  readonly why: string;
}

export type OwnerOf = (record: StoredUndo) => Promise<OwnerLook>;

/** `all`: the emergency, in which owners no longer count. */
export async function decide(record: StoredUndo, ownerOf: OwnerOf, now: number, all: boolean): Promise<Decision> {
  if (record.state === 'undone') return whenUndone(record, now);
  const owner = await ownerOf(record);
  if (owner.is === 'gone') return { todo: 'undo', why: owner.because };
  if (all) return { todo: 'undo', why: `everything is undone now, although ${owner.because}` };
  return { todo: 'leave', why: owner.because };
}

function whenUndone({ undoneAt, expiresAt, log }: StoredUndo, now: number): Decision {
  const age = Math.max(0, now - (undoneAt ?? log.at(-1)?.at ?? expiresAt));
  return {
    todo: age > KEEP_MS ? 'tidy' : 'nothing',
    why: `undone ${durationText(Math.max(1_000, Math.floor(age / 1_000) * 1_000))} ago`,
  };
}

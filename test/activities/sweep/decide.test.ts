import { LEASE_MS } from '../../../activities/faults/lease.ts';
import type { StoredUndo, UndoState } from '../../../activities/ports.ts';
import { decide, KEEP_MS } from '../../../activities/sweep/decide.ts';
import { byLease, firstToKnow, type OwnerLook, type Owners } from '../../../activities/sweep/owners.ts';
import { aStoredUndo } from '../../support/fault-order.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const LIVE: readonly UndoState[] = ['owed', 'injecting', 'active', 'undoing'];
const nobody = () => Promise.reject(new Error('asked'));
const one = (is: OwnerLook['is'], because: string): Owners => ({ stateOf: async () => ({ is, because }) });
const both = (is: OwnerLook['is']) => firstToKnow(one(is, 'first'), one('gone', 'second')).stateOf(aStoredUndo());
const ownedBy = (is: OwnerLook['is']) => async (): Promise<OwnerLook> => ({ is, because: `the owner is ${is}` });

describe('what is to be done about a record', () => {
  it.each(LIVE)('%s: undone when its owner is gone, and left when it is alive, or may be', async (state) => {
    const record = aStoredUndo({ state });
    expect(await decide(record, ownedBy('gone'), NOW, false)).toEqual({ todo: 'undo', why: 'the owner is gone' });
    expect(await decide(record, ownedBy('alive'), NOW, false)).toEqual({ todo: 'leave', why: 'the owner is alive' });
    expect(await decide(record, ownedBy('unknown'), NOW, false)).toMatchObject({ todo: 'leave' });
  });

  it.each(LIVE)('%s: undone whoever owns it, when all is asked for', async (state) => {
    const { todo, why } = await decide(aStoredUndo({ state }), ownedBy('alive'), NOW, true);
    expect({ todo, why }).toEqual({ todo: 'undo', why: 'everything is undone now, although the owner is alive' });
  });

  it.each([
    [0, 'nothing'],
    [KEEP_MS, 'nothing'],
    [KEEP_MS + 1, 'tidy'],
  ] as const)('undone %s ms ago: %s, and nobody asks for its owner', async (age, todo) => {
    const record = aStoredUndo({ state: 'undone', undoneAt: NOW - age });
    expect(await decide(record, nobody, NOW, false)).toMatchObject({ todo });
    expect(await decide(record, nobody, NOW, true)).toMatchObject({ todo });
  });
});

describe('the owner, by lease', () => {
  const look = async (record: Partial<StoredUndo>) => await byLease({ now: () => NOW }).stateOf(aStoredUndo(record));

  it.each([
    ['a fresh lease before the deadline', { leaseUntil: NOW + 1, expiresAt: NOW + 9_000 }, 'alive'],
    ['a fresh lease past the deadline: it works on the undo', { leaseUntil: NOW + 1, expiresAt: 0 }, 'alive'],
    ['an old lease before the deadline', { leaseUntil: NOW, expiresAt: NOW + 9_000 }, 'gone'],
    ['an old lease past the deadline', { leaseUntil: NOW - 1, expiresAt: NOW - 1 }, 'gone'],
    ['no lease, before the deadline', { expiresAt: NOW + 1 }, 'unknown'],
    ['no lease, just past the deadline', { expiresAt: NOW - LEASE_MS + 1 }, 'unknown'],
    ['no lease, long past the deadline', { expiresAt: NOW - LEASE_MS }, 'gone'],
  ] as const)('%s: %o is %s', async (_, record, is) => {
    expect((await look(record)).is).toBe(is);
  });

  it('says in words how it knows', async () => {
    expect((await look({ leaseUntil: NOW + 55_000 })).because).toBe(
      'its owner gave a sign of life 5 s ago; without another it counts as gone in 55 s',
    );
    expect((await look({ leaseUntil: NOW - 65_000 })).because).toBe(
      'its owner gave the last sign of life 2 min 5 s ago; a living one does every 10 s',
    );
    expect((await look({ expiresAt: NOW - 90_000 })).because).toBe(
      'its deadline passed 1 min 30 s ago, and its owner gives no signs of life that could be read here',
    );
  });
});

describe('the owner, by the first that knows', () => {
  it('asks the second only when the first does not know, and tells both reasons', async () => {
    expect(await both('alive')).toEqual({ is: 'alive', because: 'first' });
    expect(await both('unknown')).toEqual({ is: 'gone', because: 'first; second' });
  });
});

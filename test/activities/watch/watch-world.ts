import type { Ports, StoredUndo, UndoState } from '../../../activities/ports.ts';
import type { Running } from '../../../activities/running.ts';
import { fakeCluster } from '../../support/fake-cluster.ts';
import { answered, type FakeHttp, fakeHttp } from '../../support/fake-http.ts';
import { memoryJournal, type MemoryJournal } from '../../support/memory-journal.ts';
import { type AClock, aClock } from './a-clock.ts';

/** The ports that a watch touches, on a clock that tests move. Every other port fails when it is touched. */
export interface WatchWorld {
  readonly ports: Ports;
  readonly clock: AClock;
  readonly http: FakeHttp;
  /** By path. A journal that was closed can be opened again. */
  readonly journals: ReadonlyMap<string, MemoryJournal>;
  readonly written: ReadonlyMap<string, string>;
  readonly closed: readonly string[];
  /** From now on the disk is full for this file. */
  fillDisk(path: string): void;
  /** How the next requests are answered. */
  answer: Parameters<typeof fakeHttp>[0];
  /** What stands beside the target about a fault. */
  record(faultId: string, state: UndoState, injectedAt?: number, expiredAt?: number, skipped?: string): void;
  /** Fault id and end of every lease, in order. */
  readonly renewed: readonly { readonly id: string; readonly until: number }[];
  /** Why the records can neither be read nor renewed, if so. */
  recordsFail: Error | undefined;
  /** Whether secrets can be resolved. */
  hasSecrets: boolean;
}

export function watchWorld(): WatchWorld {
  const clock = aClock();
  const journals = new Map<string, MemoryJournal>();
  const written = new Map<string, string>();
  const closed: string[] = [];
  const renewed: { id: string; until: number }[] = [];
  const records = new Map<string, StoredUndo>();
  const http = fakeHttp((request) => world.answer(request));
  const journal = (path: string): MemoryJournal => {
    const known = journals.get(path) ?? memoryJournal();
    journals.set(path, known);
    return { ...known, close: async () => void closed.push(path) };
  };
  const ports: Ports = {
    clock,
    http,
    sockets: { connect: untouchable },
    commands: { run: untouchable },
    processes: {
      host: 'this-host',
      list: untouchable,
      identify: untouchable,
      stateOf: untouchable,
      signal: untouchable,
      ours: untouchable,
    },
    guards: { arm: untouchable, disarm: untouchable, isArmed: untouchable },
    undoRecords: {
      at: untouchable,
      async read(id) {
        if (world.recordsFail !== undefined) throw world.recordsFail;
        return records.get(id);
      },
      list: untouchable,
      survey: untouchable,
      write: untouchable,
      remove: untouchable,
      async renew(id, until) {
        if (world.recordsFail !== undefined) throw world.recordsFail;
        renewed.push({ id, until });
      },
      exclusively: untouchable,
    },
    cluster: fakeCluster({ now: () => clock.now() }),
    directories: noDirectories,
    store: {
      root: '/store',
      read: untouchable,
      readText: untouchable,
      journal,
      absolute: (path) => `/store/${path}`,
      async write(path, bytes) {
        written.set(path, String(bytes));
        return { path, sha256: 'f'.repeat(64), bytes: String(bytes).length };
      },
    },
    notifications: { page: untouchable },
    secrets: {
      resolve(value) {
        if (!world.hasSecrets) throw new Error('Secret TOKEN is missing');
        return value;
      },
      hide: (text) => text.replaceAll('swordfish', '[hidden]'),
    },
  };
  const world: WatchWorld = {
    ports,
    clock,
    http,
    journals,
    written,
    closed,
    fillDisk: (path) => void journal(path).breakDown(),
    answer: () => answered(200),
    recordsFail: undefined,
    hasSecrets: true,
    renewed,
    record: (faultId, state, injectedAt, expiredAt, skipped) =>
      void records.set(faultId, { ...aRecord(faultId, state, injectedAt), expiredAt, skipped }),
  };
  return world;
}

/** An activity that nobody cancels. */
export function anActivity(change: Partial<Running> = {}): Running & { readonly beats: readonly unknown[] } {
  const beats: unknown[] = [];
  const signal = new AbortController().signal;
  return {
    signal,
    attempt: 1,
    resumed: undefined,
    cancelReason: () => 'other',
    heartbeat: (details) => void beats.push(details),
    ...change,
    beats,
  };
}

function aRecord(faultId: string, state: UndoState, injectedAt: number | undefined): StoredUndo {
  const owner = { workflowId: 'w', gameDayId: 'g' };
  return {
    faultId,
    generation: 1,
    state,
    kind: 'http-toggle',
    owner,
    target: { key: 'k', label: 'l' },
    order: {},
    expiresAt: 0,
    injectedAt,
    log: [],
  };
}

function untouchable(): never {
  throw new Error('A watch must not use this port.');
}

const noDirectories: Ports['directories'] = {
  copy: untouchable,
  carryOver: untouchable,
  manifest: untouchable,
  exists: untouchable,
  rename: untouchable,
  remove: untouchable,
  list: untouchable,
  read: untouchable,
  write: untouchable,
  freeBytes: untouchable,
  sizeOf: untouchable,
  real: untouchable,
};

import type { ProcessIdentity } from '../experiments/definition/identity.ts';
import type { ArtefactReference } from '../experiments/definition/outcome.ts';
import type { RecordPlace } from '../experiments/definition/record-place.ts';
import type { Cluster } from './cluster.ts';

/** What the plug-ins see of the world. Only activities/adapters implement these; tests bring fakes. */
export interface Ports {
  readonly clock: Clock;
  readonly http: Http;
  readonly sockets: Sockets;
  readonly commands: Commands;
  readonly processes: Processes;
  readonly guards: Guards;
  readonly undoRecords: UndoRecords;
  readonly directories: Directories;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly notifications: Notifications;
  readonly cluster: Cluster;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  monotonic(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON unless it is a string. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export type HttpAnswer =
  | { readonly outcome: 'answered'; readonly status: number; readonly text: string; readonly latencyMs: number }
  /** `refused`: surely never sent. `lost`: it may have been received (reset, closed, timed out). */
  | { readonly outcome: 'refused' | 'lost'; readonly reason: string; readonly latencyMs: number };

export interface Http {
  /** Never throws for what the network does; only for a request that cannot be made (a URL that is none). */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface Sockets {
  connect(
    host: string,
    port: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<{ readonly accepted: boolean; readonly reason: string; readonly latencyMs: number }>;
}

export interface CommandRun {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export type CommandResult =
  | {
      readonly outcome: 'exited';
      readonly exitCode: number;
      readonly stdout: string;
      readonly stderr: string;
      readonly durationMs: number;
    }
  /** It could not be started, did not end in time, or was killed; nothing can be said about its effect. */
  | { readonly outcome: 'failed'; readonly reason: string; readonly durationMs: number };

export interface Commands {
  /** Runs without a shell, in a process group of its own, which is killed as a whole at the timeout. Output is cut at 64 KiB. */
  run(run: CommandRun): Promise<CommandResult>;
}

/** A process as it is seen now. Its command line may hold secrets, so it never leaves the worker; an identity does. */
export interface RunningProcess extends ProcessIdentity {
  readonly commandLine: string;
}

export type ProcessState = 'running' | 'stopped' | 'zombie' | 'gone';

export interface Processes {
  readonly host: string;
  /** Every process of this machine that may be read, without kernel threads. */
  list(): Promise<readonly RunningProcess[]>;
  /** The process with this pid now; undefined when there is none. */
  identify(pid: number): Promise<RunningProcess | undefined>;
  /** `gone` also when the pid belongs to another process now, or after a reboot. */
  stateOf(identity: ProcessIdentity): Promise<ProcessState>;
  /** Checks the identity again right before the signal. Fails with Forbidden when the kernel refuses. */
  signal(identity: ProcessIdentity, signal: NodeJS.Signals): Promise<'sent' | 'gone'>;
  /** The pids of this worker, its children, its parents up to init, and of the Temporal server it is connected to. */
  ours(): Promise<ReadonlyMap<number, string>>;
}

/** What a guard runs at the deadline, or when the lease beside the undo record ends, unless it was disarmed before. */
export interface GuardOrder {
  readonly faultId: string;
  readonly deadline: number;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface GuardReference {
  readonly pid: number;
  readonly startTicks: number;
}

/** A detached process beside the target that undoes at the deadline when nobody else did (layer L0). */
export interface Guards {
  arm(order: GuardOrder): Promise<GuardReference>;
  disarm(guard: GuardReference): Promise<void>;
  isArmed(guard: GuardReference): Promise<boolean>;
}

export type UndoState = 'owed' | 'injecting' | 'active' | 'undoing' | 'undone';

/** Kept beside the target too, so that the fault can be found and undone without Temporal (layer L3). */
export interface StoredUndo {
  readonly faultId: string;
  readonly generation: number;
  readonly state: UndoState;
  readonly kind: string;
  readonly owner: { readonly workflowId: string; readonly gameDayId: string };
  readonly target: { readonly key: string; readonly label: string };
  /** The whole of what an undo needs: settings with secret references, target identity, baseline. Plain JSON. */
  readonly order: unknown;
  readonly expiresAt: number;
  readonly injectedAt?: number | undefined;
  readonly undoneAt?: number | undefined;
  readonly guard?: GuardReference | undefined;
  /** When the guard undid it. */
  readonly expiredAt?: number | undefined;
  /** Why it was not injected, although nothing failed. */
  readonly skipped?: string | undefined;
  /** The last sign of life of the owner: until then it wants the fault, milliseconds since 1970. Set by `renew` only. */
  readonly leaseUntil?: number | undefined;
  readonly log: readonly { readonly at: number; readonly what: string }[];
}

/** One file among the undo records. */
export type FoundUndo =
  | { readonly file: string; readonly record: StoredUndo }
  | { readonly file: string; readonly problem: string };

export interface UndoRecords {
  /** Only the records of one place, so that trouble with the other does not matter. */
  at(place: RecordPlace): UndoRecords;
  read(faultId: string): Promise<StoredUndo | undefined>;
  list(): Promise<readonly StoredUndo[]>;
  /** Like `list`, but a file that cannot be read is an answer too, not the end of the listing. */
  survey(): Promise<readonly FoundUndo[]>;
  /** Writes durably (fsync and rename). Creates the record or replaces it. */
  write(record: StoredUndo): Promise<void>;
  remove(faultId: string): Promise<void>;
  /** The owner says that it wants the fault until then. A guard undoes when nobody says so any more. */
  renew(faultId: string, until: number): Promise<void>;
  /**
   * Runs `work` while no other process works on this fault. A holder that died, or that stands still (stopped) for
   * longer than `stealAfterMs`, loses the lock; it must compare the generation before it goes on.
   */
  exclusively<T>(
    faultId: string,
    work: () => Promise<T>,
    options?: { readonly stealAfterMs?: number; readonly signal?: AbortSignal },
  ): Promise<T>;
}

export interface ManifestEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link';
  readonly size: number;
  readonly mode: number;
  /** SHA-256 of a file's bytes, or of a link's text. Empty for directories. */
  readonly sha256: string;
}

export interface Directories {
  /** Copies a tree by reflink where the file system can, else byte by byte; keeps modes, times and links; fsyncs. */
  copy(
    from: string,
    to: string,
    exclude: readonly string[],
    signal?: AbortSignal,
  ): Promise<{ readonly method: 'reflink' | 'copy' }>;
  /**
   * Copies what the globs match into a tree that lacks it, and never over what is there. What cannot be copied (it vanished,
   * it is a socket, its directory is not in the tree) is left behind.
   */
  carryOver(from: string, to: string, globs: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Sorted by path; the root itself is `.`. */
  manifest(root: string, exclude: readonly string[], signal?: AbortSignal): Promise<readonly ManifestEntry[]>;
  exists(path: string): Promise<boolean>;
  /** Atomic within one file system. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Names, sorted; none when the directory is not there. */
  list(path: string): Promise<readonly string[]>;
  read(path: string): Promise<string | undefined>;
  /** Durable: temporary file, fsync, rename, fsync of the folder. */
  write(path: string, text: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
  sizeOf(path: string, exclude?: readonly string[]): Promise<number>;
  /** Resolves links and dots, so that two names of one directory are one; also for a path that is not there. */
  real(path: string): Promise<string>;
}

/** Append-only lines on disk. A line that `append` returned from survives a SIGKILL of this process. */
export interface Journal {
  append(line: string): void;
  /** Whole lines in order; a torn last line is left out. */
  read(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Artefacts of one worker host: journals, measurements, reports. `path` is relative to the store and stays inside it. */
export interface Store {
  readonly root: string;
  write(path: string, bytes: string | Uint8Array): Promise<ArtefactReference>;
  /** Fails with ArtefactMissing when it is not there or its hash is another. */
  read(reference: ArtefactReference): Promise<string>;
  readText(path: string): Promise<string | undefined>;
  journal(path: string): Journal;
  absolute(path: string): string;
}

export interface Secrets {
  /** Replaces every `${secret:NAME}` in every text inside; fails with SecretMissing. The result must not leave the activity. */
  resolve<T>(value: T): T;
  /** Hides every secret that was resolved in this process; for texts that leave the activity. */
  hide(text: string): string;
}

/** What a person must know although nobody asked. */
export interface Notice {
  /** The same for everything that is told about one trouble, by whichever worker: receivers deduplicate by it. */
  readonly id: string;
  /** `page` wakes somebody up; `info` says that the trouble with this id is over. */
  readonly severity: 'page' | 'info';
  readonly title: string;
  readonly text: string;
  readonly gameDay?: string | undefined;
  readonly workflowId?: string | undefined;
  readonly fault?: string | undefined;
  /** Where to look, in a browser. */
  readonly link?: string | undefined;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Notifications {
  /** Rejects when nobody received it, with a text that may be logged. Resolves at once when there is nobody to tell. */
  page(notice: Notice): Promise<void>;
}

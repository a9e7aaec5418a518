import { randomBytes } from 'node:crypto';
import type { AcknowledgedWrites } from '../../../experiments/definition/probes/acknowledged-writes.ts';
import type { Journal, Ports } from '../../ports.ts';
import type { LoadSession, LoadTick } from '../probe.ts';
import { isReadBack } from './read-back.ts';
import { decodeRecord, encodeRecord, type JournalRecord } from './records.ts';
import { keepSchedule } from './schedule.ts';
import { stoodStill } from './stood-still.ts';
import { Tally } from './tally.ts';
import { type Pending, UnderWay } from './under-way.ts';
import { type DueWrite, readAtOnce, wallTimeOf, writeOnce, type Writer, type Written } from './writer.ts';

export interface SessionCall {
  readonly settings: AcknowledgedWrites;
  readonly runId: string;
  readonly journal: Journal;
  readonly ports: Ports;
}

/** Puts the load on the store, open loop: a slow answer never delays the next write. */
export async function startSession({ settings, runId, journal, ports }: SessionCall): Promise<LoadSession> {
  const name = nextSession(await journal.read());
  journal.append(encodeRecord({ session: name, runId, at: ports.clock.now(), perSecond: settings.writersPerSecond }));
  return new Session(name, { settings, runId, journal, ports });
}

/** The random part keeps ids unique even when the journal of an earlier worker is lost with its disk. */
function nextSession(lines: readonly string[]): string {
  const before = lines.filter((line) => 'session' in (decodeRecord(line) ?? {})).length;
  return `${before + 1}-${randomBytes(4).toString('hex')}`;
}

/** After its timeout a request is over; its outcome is waited for this much longer. */
const GRACE_MS = 250;

const STOOD_STILL = 'not measured: the worker stood still';

class Session implements LoadSession {
  readonly #name: string;
  readonly #journal: Journal;
  readonly #writer: Writer;
  readonly #atMost: number;
  readonly #tally = new Tally();
  readonly #underWay = new UnderWay();
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #ended: Promise<void> | undefined;

  constructor(name: string, { settings, runId, journal, ports }: SessionCall) {
    this.#name = name;
    this.#journal = journal;
    this.#writer = { settings, runId, ports, record: (record) => this.#record(record) };
    this.#atMost = inFlightLimit(settings);
    this.#running = keepSchedule({
      clock: ports.clock,
      perSecond: settings.writersPerSecond,
      tooLateMs: settings.timeout,
      signal: this.#stopping.signal,
      onDue: (number, dueAt) => this.#due(number, dueAt),
      onSkipped: (count, lastDueAt) => this.#skipped(count, lastDueAt),
    }).catch((error: unknown) => this.#tally.unknown(`the load stopped by itself: ${String(error)}`, 1));
  }

  tick(): LoadTick {
    const { settings, ports } = this.#writer;
    const overdue = this.#underWay.takeOverdue(ports.clock.monotonic() - settings.timeout - GRACE_MS);
    for (let counted = 0; counted < overdue; counted++) this.#tally.bad(`no answer within ${settings.timeout} ms`);
    return this.#tally.take();
  }

  stop(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    const { settings, ports } = this.#writer;
    const at = ports.clock.now();
    this.#stopping.abort();
    await this.#running;
    await this.#underWay.finish(ports.clock, settings.timeout + GRACE_MS);
    this.#record({ end: this.#name, at });
  }

  #due(number: number, dueAt: number): void {
    if (this.#underWay.size >= this.#atMost) {
      this.#record({ notSent: 1, at: wallTimeOf(dueAt, this.#writer), why: 'full' });
      this.#tally.bad(`not sent: ${this.#atMost} are under way`);
      return;
    }
    const write = { key: `${this.#name}/${number}`, number, dueAt };
    this.#underWay.add(this.#writer.ports.clock.monotonic(), (pending) => this.#write(write, pending));
  }

  #skipped(count: number, lastDueAt: number): void {
    this.#record({ notSent: count, at: wallTimeOf(lastDueAt, this.#writer), why: 'late' });
    this.#tally.unknown(STOOD_STILL, count);
  }

  async #write(write: DueWrite, pending: Pending): Promise<void> {
    const written = await writeOnce(this.#writer, write);
    if (written === undefined) return;
    if (!pending.isCounted) this.#count(written, { ...write, ...pending });
    pending.isCounted = true;
    const { signal } = this.#stopping;
    if (written.class !== 'acknowledged' || signal.aborted) return;
    if (isReadBack(write.number, this.#writer.settings.readBack)) await readAtOnce(this.#writer, write.key);
  }

  #count({ class: outcome, afterMs, why }: Written, { dueAt, startedAt }: DueWrite & Pending): void {
    const endedAt = dueAt + afterMs;
    if (outcome === 'acknowledged') this.#tally.good(afterMs);
    else if (stoodStill({ dueAt, startedAt, endedAt }, this.#writer.settings.timeout))
      this.#tally.unknown(STOOD_STILL, 1);
    else this.#tally.bad(`${outcome} (${why ?? 'no reason'})`);
  }

  /** A journal that cannot be written (disk full, closed) makes the load blind; it must not make it throw. */
  #record(record: JournalRecord): boolean {
    try {
      this.#journal.append(encodeRecord(record));
      return true;
    } catch (error) {
      this.#tally.unknown(`not written down: ${String(error)}`, 1);
      return false;
    }
  }
}

/** Twice what hangs when nothing answers. Beyond that a write is counted as bad and not sent. */
function inFlightLimit({ writersPerSecond, timeout }: AcknowledgedWrites): number {
  return Math.min(1000, Math.max(16, Math.ceil((2 * writersPerSecond * timeout) / 1000)));
}

import type { AtMs } from '../../../experiments/definition/outcome.ts';
import type { AcknowledgedWrites } from '../../../experiments/definition/probes/acknowledged-writes.ts';
import type { Ports } from '../../ports.ts';
import { excerpt } from '../excerpt.ts';
import { type Classified, classifyAnswer } from './classify-answer.ts';
import type { JournalRecord } from './records.ts';
import { appendUrl, entryUrl } from './store-urls.ts';
import { writeId } from './write-id.ts';

export interface Writer {
  readonly settings: AcknowledgedWrites;
  readonly runId: string;
  readonly ports: Ports;
  /** False: it could not be written down. */
  readonly record: (record: JournalRecord) => boolean;
}

export interface DueWrite {
  /** `<session>/<number>` */
  readonly key: string;
  readonly number: number;
  /** On the monotonic clock. */
  readonly dueAt: number;
}

export type Written = Classified & { readonly afterMs: number };

/** One write. Its attempt is in the journal before anything is sent; undefined when that failed, and then nothing was sent. */
export async function writeOnce(writer: Writer, { key, number, dueAt }: DueWrite): Promise<Written | undefined> {
  const { runId, ports } = writer;
  if (!writer.record({ attempt: key, at: wallTimeOf(dueAt, writer) })) return undefined;
  const classified = await send(writer, { id: writeId(runId, key), value: number });
  const afterMs = ports.clock.monotonic() - dueAt;
  const why = classified.why === undefined ? {} : { why: excerpt(ports.secrets.hide(classified.why)) };
  const written = { ...classified, ...why, afterMs };
  writer.record({ outcome: key, ...written, afterMs: roundTenth(afterMs) });
  return written;
}

/** Reads an acknowledged write at once. Only "it is not there" says something; a read that failed does not. */
export async function readAtOnce(writer: Writer, key: string): Promise<void> {
  const { settings, runId, ports } = writer;
  const { headers, timeout: timeoutMs } = settings;
  const url = entryUrl(settings, writeId(runId, key));
  const answer = await ports.http.request({ method: 'GET', url, headers, timeoutMs }).catch(() => undefined);
  if (answer?.outcome === 'answered' && answer.status === 404) writer.record({ missedRead: key });
}

/** The wall clock may be set, and the monotonic one stands still while a laptop sleeps: so they are compared every time. */
export function wallTimeOf(monotonic: number, { ports: { clock } }: Pick<Writer, 'ports'>): AtMs {
  return roundTenth(clock.now() - (clock.monotonic() - monotonic));
}

async function send({ settings, ports }: Writer, body: { readonly id: string; readonly value: number }) {
  const { headers, timeout: timeoutMs } = settings;
  try {
    const answer = await ports.http.request({ method: 'POST', url: appendUrl(settings), headers, body, timeoutMs });
    return classifyAnswer(answer);
  } catch (error) {
    return { class: 'indeterminate', why: String(error) } as const;
  }
}

function roundTenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import protos from '@temporalio/proto';

const { History } = protos.temporal.api.history.v1;
export type History = protos.temporal.api.history.v1.IHistory;

const folder = fileURLToPath(new URL('./histories/', import.meta.url));
const ENDING = '.history.gz';

/** A whole history of one workflow, as some version of ours wrote it. */
export interface RecordedHistory {
  /** `version_what-happened_workflow-type`. */
  readonly name: string;
  readonly history: History;
}

export async function recordedHistories(): Promise<readonly RecordedHistory[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(ENDING)).toSorted();
  return await Promise.all(
    files.map(async (file) => ({
      name: basename(file, ENDING),
      history: History.decode(gunzipSync(await readFile(join(folder, file)))),
    })),
  );
}

/** As the server's own protocol buffers, without the name of this machine. */
export async function keepHistory({ name, history }: RecordedHistory): Promise<void> {
  const bytes = History.encode(withoutHost(history)).finish();
  await writeFile(join(folder, `${name}${ENDING}`), gzipSync(bytes, { level: 9 }));
}

function withoutHost<T>(value: T): T;
function withoutHost(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(hostname(), 'a-host');
  if (value instanceof Uint8Array) return Buffer.from(withoutHost(Buffer.from(value).toString()));
  if (Array.isArray(value)) return value.map((one) => withoutHost(one));
  if (typeof value !== 'object' || value === null || isLong(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutHost(one)]));
}

const isLong = (value: object): boolean => 'low' in value && 'high' in value;

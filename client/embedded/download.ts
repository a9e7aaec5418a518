import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { messageOf } from '../failure.ts';
import { TEMPORAL_CLI_VERSION } from './cache.ts';
import { sayingSo } from './progress.ts';
import type { ServerSearch } from './find-server.ts';

/** Where the SDKs get their dev server from (sdk-core, ephemeral_server/mod.rs). */
const OFFICIAL = 'https://temporal.download/cli';
const ANSWER_WITHIN_MS = 5_000;
const ARCHIVE_WITHIN_MS = 300_000;

interface DownloadInfo {
  readonly archiveUrl: string;
  readonly fileToExtract: string;
}

/**
 * The SDK's own download, without the SDK: only @temporalio/testing and the worker's native core offer it, and neither
 * belongs in a client. Puts `temporal` into `folder`; undefined, with the reason said, when that was not possible.
 */
export async function download(folder: string, { env, say, signal }: ServerSearch): Promise<string | undefined> {
  const base = env['GAMEDAY_TEMPORAL_DOWNLOAD'] || OFFICIAL;
  if (base === 'off') return undefined;
  try {
    const info = await askFor(`${base}/${TEMPORAL_CLI_VERSION}`, signal);
    const archive = join(folder, 'archive.tar.gz');
    await sayingSo(`Downloading ${info.archiveUrl}`, say, fetchTo(archive, info.archiveUrl, signal));
    await promisify(execFile)('tar', ['-xzf', archive, '-C', folder, info.fileToExtract]);
    const binary = join(folder, 'temporal');
    if (info.fileToExtract !== 'temporal') await rename(join(folder, info.fileToExtract), binary);
    await chmod(binary, 0o755);
    return binary;
  } catch (error) {
    signal?.throwIfAborted();
    say(`No download from ${base}: ${reasonOf(error)}.`);
    return undefined;
  }
}

async function askFor(url: string, signal?: AbortSignal): Promise<DownloadInfo> {
  const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const response = await fetch(`${url}?arch=${arch}&platform=${platform}&format=tar.gz`, {
    signal: within(ANSWER_WITHIN_MS, signal),
  });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  const info: DownloadInfo = JSON.parse(await response.text());
  return info;
}

async function fetchTo(file: string, url: string, signal?: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal: within(ARCHIVE_WITHIN_MS, signal) });
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
}

const within = (ms: number, signal?: AbortSignal): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);

/** fetch hides the reason ("fetch failed") in the cause. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);

import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Logger } from 'pino';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** Waits for a server that is not there yet, and says so. Ends only when the signal is aborted. */
export async function connectWhenThere(
  options: NativeConnectionOptions,
  log: Logger,
  signal: AbortSignal,
): Promise<NativeConnection> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        { event: 'waiting for the server', address: options.address, reason },
        `no Temporal server at ${options.address}; trying again in ${wait} ms`,
      );
    }
    await sleep(wait, undefined, { signal });
  }
}

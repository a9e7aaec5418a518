import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import type { Answer } from './answer.ts';

/** What is known of this worker, from its first moment on; filled as it starts. */
export interface LiveWorker {
  readonly host: string;
  readonly version: string;
  readonly since: number;
  /** Of the Temporal server. */
  readonly address: string;
  client?: Pick<Client, 'workflow' | 'connection'>;
  workers: readonly Pick<Worker, 'getState'>[];
  /** Aborted when the worker stops. */
  readonly stop: AbortSignal;
}

const ANSWERED_WITHIN_MS = 1_000;

/** 200 while the workers run, also without a server: they go on as soon as it is back. */
export async function tellHealth({ client, workers, stop, ...known }: LiveWorker): Promise<Answer> {
  const isRunning = workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING');
  const status = isRunning ? 'running' : stop.aborted ? 'stopping' : workers.length === 0 ? 'starting' : 'not running';
  const { version, address, since } = known;
  return {
    status: isRunning ? 200 : 503,
    body: {
      status,
      version,
      server: { address, connected: client !== undefined && (await answers(client)) },
      since: new Date(since).toISOString(),
    },
  };
}

async function answers({ connection }: NonNullable<LiveWorker['client']>): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}

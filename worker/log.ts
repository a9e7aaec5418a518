import { pino, type Logger as PinoLogger } from 'pino';
import { DefaultLogger, type LogEntry, type Logger } from '@temporalio/worker';

/** One JSON line per event on stdout. */
export function createLog(level: string): PinoLogger {
  return pino({
    level,
    base: { service: 'gameday-worker' },
    redact: { paths: ['*.authorization', '*.apiKey', '*.token'], censor: '[hidden]' },
  });
}

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The worker of the undo queue has activities only. */
const BY_DESIGN = 'No workflows registered, not polling for workflow tasks';

/** What the SDK, the workflows and the activities log, tagged with game day and experiment. */
export function temporalLogger(log: PinoLogger): Logger {
  return new DefaultLogger('INFO', ({ level, message, meta }: LogEntry) => {
    if (message === BY_DESIGN) return;
    const workflowId = typeof meta?.['workflowId'] === 'string' ? meta['workflowId'] : undefined;
    log[LEVELS[level]]({ ...meta, ...(workflowId === undefined ? {} : tagsOf(workflowId)) }, message);
  });
}

/** Workflow ids say what they belong to: `gameday/<name>/<time>[/<nn>-<experiment>]`. */
export function tagsOf(workflowId: string): { readonly gameDay?: string; readonly experiment?: string } {
  const match = /^(gameday\/[^/]+\/[^/]+)(\/[^/]+)?/.exec(workflowId);
  if (!match) return {};
  return { gameDay: match[1]!, ...(match[2] ? { experiment: workflowId } : {}) };
}

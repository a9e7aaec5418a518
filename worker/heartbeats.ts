import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

const BEAT_MS = 1_000;
/** Activities whose heartbeat carries details of their own; an empty beat would erase them. */
const OWN_HEARTBEATS: ReadonlySet<string> = new Set([
  'watch',
  'takeSnapshot',
  'verifySnapshot',
  'compareSnapshot',
  'restoreSnapshot',
  'discardOldSnapshots',
  'verifyUndone',
]);

/** Every activity heartbeats, so that a cancel reaches it and a killed worker is noticed. */
export function heartbeats(context: Context): ActivityInterceptors {
  if (OWN_HEARTBEATS.has(context.info.activityType)) return {};
  return {
    inbound: {
      async execute(input, next) {
        const beating = setInterval(() => context.heartbeat(), BEAT_MS);
        try {
          return await next(input);
        } finally {
          clearInterval(beating);
        }
      },
    },
  };
}

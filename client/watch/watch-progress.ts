import { defaultPayloadConverter, type WorkflowExecutionDescription } from '@temporalio/client';
import type { WatchProgress } from '../../workflows/messages.ts';

/** What the running watch last said in its heartbeat; undefined when no watch runs, or it has not said anything yet. */
export function watchProgress({ raw }: WorkflowExecutionDescription): WatchProgress | undefined {
  for (const activity of raw.pendingActivities ?? []) {
    for (const payload of activity.heartbeatDetails?.payloads ?? []) {
      const details: unknown = defaultPayloadConverter.fromPayload(payload);
      if (isWatchProgress(details)) return details;
    }
  }
  return undefined;
}

function isWatchProgress(details: unknown): details is WatchProgress {
  if (typeof details !== 'object' || details === null) return false;
  const { segment, slis } = details as Partial<WatchProgress>;
  return typeof segment === 'string' && Array.isArray(slis);
}

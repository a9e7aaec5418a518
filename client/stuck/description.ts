/** What we read of the server's description of a workflow; its times and enums are as they come over the wire. */
export interface Description {
  readonly type: string;
  readonly startTime: Date;
  readonly memo?: Readonly<Record<string, unknown>> | undefined;
  readonly raw: RawDescription;
}

export interface RawDescription {
  readonly workflowExecutionInfo?: { readonly status?: number | null } | null;
  readonly pendingWorkflowTask?: RawWorkflowTask | null;
  readonly pendingActivities?: readonly RawActivity[] | null;
  readonly workflowExtendedInfo?: {
    readonly pauseInfo?: { readonly pausedTime?: RawTime | null } | null;
  } | null;
}

export interface RawTime {
  /** A Long, or a number. */
  readonly seconds?: { toString(): string } | null;
  readonly nanos?: number | null;
}

export interface RawWorkflowTask {
  readonly state?: number | null;
  readonly scheduledTime?: RawTime | null;
  readonly originalScheduledTime?: RawTime | null;
  readonly attempt?: number | null;
}

export interface RawActivity {
  readonly activityId?: string | null;
  readonly activityType?: { readonly name?: string | null } | null;
  readonly state?: number | null;
  readonly scheduledTime?: RawTime | null;
  readonly nextAttemptScheduleTime?: RawTime | null;
  readonly lastAttemptCompleteTime?: RawTime | null;
  readonly attempt?: number | null;
  readonly maximumAttempts?: number | null;
  readonly expirationTime?: RawTime | null;
  readonly lastFailure?: RawFailure | null;
  readonly paused?: boolean | null;
  readonly pauseInfo?: {
    readonly pauseTime?: RawTime | null;
    readonly manual?: { readonly identity?: string | null; readonly reason?: string | null } | null;
  } | null;
}

export interface RawFailure {
  readonly message?: string | null;
  readonly cause?: RawFailure | null;
}

export const WORKFLOW_PAUSED = 8;
export const TASK_SCHEDULED = 1;
export const ACTIVITY = { scheduled: 1, started: 2, paused: 4, pauseRequested: 5 } as const;

/** Undefined also for the zero time, with which the server says that there is none. */
export function timeOf(time: RawTime | null | undefined): number | undefined {
  const ms = Number(String(time?.seconds ?? 0)) * 1_000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
  return ms > 0 ? ms : undefined;
}

const LONGEST_TEXT = 300;

/** The innermost message, shortened to what fits into a page. */
export function failureMessage(failure: RawFailure | null | undefined): string | undefined {
  let innermost = failure;
  while (innermost?.cause?.message) innermost = innermost.cause;
  const text = innermost?.message?.replaceAll(/\s+/g, ' ').trim();
  if (!text) return undefined;
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

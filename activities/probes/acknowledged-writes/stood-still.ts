/** All three on the monotonic clock. */
export interface Times {
  readonly dueAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Whether a write ran into its timeout while this process was late itself: then its answer may have waited here to be
 * read, and the timeout says nothing about the store.
 */
export function stoodStill({ dueAt, startedAt, endedAt }: Times, timeoutMs: number): boolean {
  const tolerated = Math.max(50, timeoutMs / 3);
  const tookMs = endedAt - startedAt;
  return tookMs >= timeoutMs && (startedAt - dueAt > tolerated || tookMs - timeoutMs > tolerated);
}

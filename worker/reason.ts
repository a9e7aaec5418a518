/** The SDK wraps what the server said, such as "Request unauthorized", into "Failed to create schedule". */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

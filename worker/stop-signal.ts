/** Aborted by SIGINT, SIGTERM, or, when asked for, by the end of the process that holds our standard input. */
export function stopSignal(exitWithParent: boolean): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('the worker was told to stop'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  if (exitWithParent) {
    process.stdin.on('end', stop).on('close', stop).resume();
  }
  return stopping.signal;
}

/** The injections that run in this worker now. An undo does not wait for the rest of one. */
export interface Injections {
  run<T>(faultId: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  stop(faultId: string): void;
  wasStopped(signal: AbortSignal): boolean;
}

const STOPPED = new Error('An undo was asked for while the fault was being injected.');

export function createInjections(): Injections {
  const running = new Set<{ readonly faultId: string; readonly controller: AbortController }>();
  return {
    async run(faultId, signal, work) {
      const one = { faultId, controller: new AbortController() };
      running.add(one);
      try {
        return await work(AbortSignal.any([signal, one.controller.signal]));
      } finally {
        running.delete(one);
      }
    },
    stop(faultId) {
      for (const one of running) if (one.faultId === faultId) one.controller.abort(STOPPED);
    },
    wasStopped: (signal) => signal.aborted && signal.reason === STOPPED,
  };
}

/** Runs out after a time, or when the outer signal says so; `end` when it is no longer needed. */
export interface Patience {
  readonly signal: AbortSignal;
  end(): void;
}

export function startPatience(ms: number, outer?: AbortSignal): Patience {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error(`it was not ready within ${ms / 1000} s`)), ms);
  const stop = () => controller.abort(new Error('it was stopped while it started'));
  outer?.addEventListener('abort', stop, { once: true });
  if (outer?.aborted) stop();
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
      controller.abort();
    },
  };
}

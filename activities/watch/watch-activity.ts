import type { SliProgress, WatchProgress } from '../../experiments/definition/progress.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { Ports } from '../ports.ts';
import { running } from '../running.ts';
import type { RuleState } from './abort-rule.ts';
import type { SampleRecord } from './sample.ts';
import type { Sampling } from './sampling.ts';
import type { Samplings } from './samplings.ts';
import type { WatchInput, WatchResult } from './segment.ts';
import { segmentEnd } from './segment-end.ts';

/** Between two heartbeats; they are what loads the server, and what a live view shows. */
const BEAT_MS = 1_000;

/** What a retry needs to go on, and what people see while it runs. */
export interface WatchHeartbeat extends WatchProgress {
  readonly startedAt: number;
  readonly rules: readonly RuleState[];
}

/**
 * One segment of the watch: ends at its own end or at the first breach. Being blind is a breach, also when the gap lies between
 * two attempts. In recovery nothing is left to undo, so a breach there is only recorded.
 */
export function createWatch(ports: Ports, samplings: Samplings) {
  return async (input: WatchInput): Promise<WatchResult> => {
    const activity = running();
    const resumed = activity.resumed as WatchHeartbeat | undefined;
    const startedAt = resumed?.startedAt ?? ports.clock.now();
    const sampling = await samplings.join(input.runId, input.slis, resumed?.rules);
    const beat = () => activity.heartbeat(heartbeat(input, startedAt, sampling, ports.clock.now()));
    beat();
    const beating = setInterval(beat, BEAT_MS);
    const ending = new AbortController();
    try {
      const signal = AbortSignal.any([activity.signal, ending.signal]);
      const end = segmentEnd(input, startedAt, ports, signal);
      return input.segment === 'recovery' ? await end : await Promise.race([end, firstBreach(sampling, ports, signal)]);
    } catch (error) {
      if (activity.cancelReason() === 'gone') await samplings.end(input.runId);
      throw error;
    } finally {
      ending.abort();
      clearInterval(beating);
      beat();
      samplings.leave(input.runId);
    }
  };
}

function firstBreach(sampling: Sampling, ports: Ports, signal: AbortSignal): Promise<WatchResult> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const breach = sampling.breach(ports.clock.now());
      if (breach) finish(() => resolve({ ended: 'breach', breach }));
    };
    const stopListening = sampling.onTick(look);
    const looking = setInterval(look, 200);
    const finish = (settle: () => void) => {
      stopListening();
      clearInterval(looking);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(signal.reason as Error));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    look();
  });
}

function heartbeat(input: WatchInput, startedAt: number, sampling: Sampling, at: number): WatchHeartbeat {
  const rules = sampling.states();
  const slis = input.slis.map((sli, index) => progress(sli, rules[index]!, sampling.latest(index)));
  return { segment: input.segment, at, startedAt, rules, slis };
}

function progress({ name }: Sli, rule: RuleState, latest: SampleRecord | undefined): SliProgress {
  if (!latest) return { name, state: 'unknown', text: 'no sample yet' };
  const { g, b, t, v, d } = latest;
  if (g + b === 0) return { name, state: 'unknown', text: d ?? 'no usable sample' };
  const slowest = t.length > 0 ? `${Math.max(...t).toFixed(1)} ms` : '';
  const seen = [`${g} good, ${b} bad`, v === null ? slowest : String(v), b > 0 ? (d ?? '') : ''].filter((part) => part !== '').join(', ');
  return { name, state: rule.breachingSince !== null ? 'breaching' : b > 0 ? 'bad' : 'good', text: seen };
}

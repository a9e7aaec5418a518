import type { AtMs } from '../../experiments/definition/outcome.ts';
import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import { checkSteadyState } from '../steady-state.ts';
import { RENEW_EVERY_MS } from '../faults/lease.ts';
import type { Ports } from '../ports.ts';
import { blindBreach } from './abort-rule.ts';
import { forwardTime } from './forward-time.ts';
import { heldRecords } from './held-records.ts';
import type { Sampling } from './sampling.ts';
import type { WatchInput, WatchResult } from './segment.ts';

const LOOK_FOR_MEASUREMENT_MS = 20;
const LOOK_FOR_STEADY_STATE_MS = 250;

export interface SegmentCall {
  /** When the experiment began. */
  readonly since?: AtMs | undefined;
  /** Of the first attempt. */
  readonly startedAt: number;
  readonly sampling: Pick<Sampling, 'unmeasured'>;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

/** Resolves when the segment is over by itself. */
export async function segmentEnd(input: WatchInput, call: SegmentCall): Promise<WatchResult> {
  switch (input.segment) {
    case 'baseline':
      return baselineEnd(input.endsAfterMs, call);
    case 'fault':
      return holdEnd(input.faultIds, input.holdMs, call);
    case 'recovery':
      return recoveryEnd(input.steadyState, input.settleMs, input.withinMs, call);
    default:
      return input satisfies never;
  }
}

/** Nothing is broken before every SLI that decides something was measured: who is blind from the start would stay so. */
async function baselineEnd(
  endsAfterMs: number,
  { startedAt, sampling, ports: { clock }, signal }: SegmentCall,
): Promise<WatchResult> {
  const time = forwardTime(clock);
  await clock.sleep(Math.max(0, startedAt + endsAfterMs - time()), signal);
  for (;;) {
    signal.throwIfAborted();
    const unmeasured = sampling.unmeasured();
    if (unmeasured.length === 0) return { ended: 'time over' };
    const now = time();
    const blind = unmeasured.find(({ sli }) => now - startedAt > sli.blindAfter);
    if (blind) return { ended: 'breach', breach: blindBreach(blind.sli, startedAt, now, blind.seen) };
    await clock.sleep(LOOK_FOR_MEASUREMENT_MS, signal);
  }
}

/**
 * The records beside the targets say when each fault was injected, and whether somebody is undoing it already. While the
 * faults are wanted their leases are renewed.
 */
async function holdEnd(
  faultIds: readonly string[],
  holdMs: number,
  { ports, signal }: SegmentCall,
): Promise<WatchResult> {
  const { clock } = ports;
  const held = heldRecords(faultIds, ports);
  const time = forwardTime(clock);
  let renewedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    const known = await held.read();
    const records = known.filter(({ skipped }) => skipped === undefined);
    if (records.some(({ state }) => state === 'undoing' || state === 'undone')) return { ended: 'released' };
    if (records.some(({ expiredAt }) => expiredAt !== undefined)) return { ended: 'expired' };
    if (records.length > 0 && time() - renewedAt >= RENEW_EVERY_MS) {
      const begun = time();
      if (await held.renew(records)) renewedAt = begun;
    }
    const injected = records.flatMap((record) => record.injectedAt ?? []);
    const isOn = injected.length === faultIds.length - (known.length - records.length);
    const left = isOn ? Math.max(...injected) + holdMs - time() : Number.POSITIVE_INFINITY;
    if (left <= 0) return { ended: 'time over' };
    await clock.sleep(Math.min(left, isOn ? held.lookForReleaseMs : held.lookForInjectionMs), signal);
  }
}

async function recoveryEnd(
  checks: readonly SteadyStateCheck[],
  settleMs: number,
  withinMs: number,
  { since, startedAt, ports, signal }: SegmentCall,
): Promise<WatchResult> {
  const time = forwardTime(ports.clock);
  const deadline = startedAt + withinMs;
  let heldSince: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const began = time();
    const results = await checkSteadyState(checks, ports, signal, since);
    signal.throwIfAborted();
    const now = time();
    if (results.some((one) => one.result !== 'met')) heldSince = undefined;
    else heldSince ??= began;
    if (heldSince !== undefined && now - heldSince >= settleMs)
      return { ended: 'recovered', recoveredAt: Math.round(heldSince) };
    if (now >= deadline) return { ended: 'not recovered' };
    await ports.clock.sleep(Math.min(LOOK_FOR_STEADY_STATE_MS, Math.max(1, deadline - now)), signal);
  }
}

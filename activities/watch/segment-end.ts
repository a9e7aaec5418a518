import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import { checkSteadyState } from '../steady-state.ts';
import type { Ports } from '../ports.ts';
import type { WatchInput, WatchResult } from './segment.ts';

const LOOK_FOR_INJECTION_MS = 20;
const LOOK_FOR_RELEASE_MS = 500;
const LOOK_FOR_STEADY_STATE_MS = 250;

/** Resolves when the segment is over by itself. `startedAt` is that of the first attempt. */
export async function segmentEnd(input: WatchInput, startedAt: number, ports: Ports, signal: AbortSignal): Promise<WatchResult> {
  switch (input.segment) {
    case 'baseline':
      await sleepUntil(startedAt + input.endsAfterMs, ports, signal);
      return { ended: 'time over' };
    case 'fault':
      return holdEnd(input.faultIds, input.holdMs, ports, signal);
    case 'recovery':
      return recoveryEnd(input.steadyState, input.settleMs, startedAt + input.withinMs, ports, signal);
    default:
      return input satisfies never;
  }
}

/** The records beside the targets say when each fault was injected, and whether somebody is undoing it already. */
async function holdEnd(faultIds: readonly string[], holdMs: number, ports: Ports, signal: AbortSignal): Promise<WatchResult> {
  for (;;) {
    signal.throwIfAborted();
    const records = await Promise.all(faultIds.map((id) => ports.undoRecords.read(id)));
    if (records.some((record) => record?.state === 'undoing' || record?.state === 'undone')) return { ended: 'released' };
    const injected = records.flatMap((record) => record?.injectedAt ?? []);
    const end = injected.length === faultIds.length ? Math.max(...injected) + holdMs : Number.POSITIVE_INFINITY;
    const left = end - ports.clock.now();
    if (left <= 0) return { ended: 'time over' };
    await ports.clock.sleep(Math.min(left, end === Number.POSITIVE_INFINITY ? LOOK_FOR_INJECTION_MS : LOOK_FOR_RELEASE_MS), signal);
  }
}

async function recoveryEnd(checks: readonly SteadyStateCheck[], settleMs: number, deadline: number, ports: Ports, signal: AbortSignal): Promise<WatchResult> {
  let heldSince: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const began = ports.clock.now();
    const results = await checkSteadyState(checks, ports, signal);
    const now = ports.clock.now();
    if (results.some((one) => one.result !== 'met')) heldSince = undefined;
    else heldSince ??= began;
    if (heldSince !== undefined && now - heldSince >= settleMs) return { ended: 'recovered', recoveredAt: heldSince };
    if (now >= deadline) return { ended: 'not recovered' };
    await ports.clock.sleep(Math.min(LOOK_FOR_STEADY_STATE_MS, Math.max(1, deadline - now)), signal);
  }
}

async function sleepUntil(at: number, ports: Ports, signal: AbortSignal): Promise<void> {
  await ports.clock.sleep(Math.max(0, at - ports.clock.now()), signal);
}

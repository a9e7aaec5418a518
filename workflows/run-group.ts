import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { FaultOrder } from '../activities/faults/orders.ts';
import type { WatchResult } from '../activities/watch/segment.ts';
import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import type { FaultGroup } from '../experiments/definition/plan.ts';
import { failureText } from './failure-text.ts';
import { HOLD_OVER } from './messages.ts';
import { faultOrders } from './fault-orders.ts';
import { refuseUnlessMet } from './refuse-unless-met.ts';
import { recover } from './recover.ts';
import { resolveGroup } from './resolve-group.ts';
import type { RunningExperiment, Stop } from './running-experiment.ts';
import { skippedFaults } from './skipped-faults.ts';
import { settled, startFault, type StartedFault } from './start-fault.ts';
import { watchSegment } from './watch-segment.ts';

/** One group of faults from resolving its targets to the recovered steady state. */
export async function runGroup(run: RunningExperiment, group: FaultGroup, index: number): Promise<void> {
  run.enterGroup(group.name, index);
  const orders = await resolve(run, group, index);
  if (orders === undefined || orders.length === 0) return;

  run.enter('injecting');
  const watching = startWatching(
    run,
    group,
    orders.map((order) => order.faultId),
  );
  const started = await Promise.all(orders.map((order) => startFault(run, order)));
  const faults = started.filter((one) => one !== undefined);

  let released = false;
  void allOn(run, orders).then(() => released || run.enter('holding', Date.now() + group.holdMs));
  const why = await holdUntil(run, watching, faults);
  released = true;
  run.enter('undoing');
  for (const fault of faults) fault.release(why);
  watching.scope.cancel();
  const undoing = Promise.all(faults.map((fault) => fault.outcome));
  // Whatever becomes of the looking, the outcome of every undo is waited for.
  await Promise.all([keep(run, undoing), watching.done.catch(() => undefined), recoverOrSay(run, undoing)]);
}

/** Targets to identities just before, and the guardrails with them. */
async function resolve(
  run: RunningExperiment,
  group: FaultGroup,
  index: number,
): Promise<readonly FaultOrder[] | undefined> {
  const found = run.takeResolved() ?? (await resolveGroup(run, group));
  if (found === undefined) return undefined;
  run.guardrailResults = found.guardrails;
  refuseUnlessMet(run, `guardrail before ${group.name}`, found.guardrails);
  if (run.stopped) return undefined;
  run.countTargets(
    group,
    found.resolved.reduce((sum, one) => sum + one.taken.length, 0),
  );
  for (const skipped of skippedFaults(run, group, index, found.resolved)) {
    run.outcomes.push(skipped);
    settled(run, skipped, run.id);
  }
  return faultOrders(run, group, index, found.resolved);
}

/** Never, when one of them could not be injected. */
function allOn(run: RunningExperiment, orders: readonly FaultOrder[]): Promise<void> {
  const isThrough = ({ faultId }: FaultOrder) => ['on', 'skipped'].includes(run.faults.get(faultId)?.state ?? '');
  return condition(() => orders.every(isThrough));
}

interface Watching {
  readonly scope: CancellationScope;
  readonly done: Promise<WatchResult>;
}

/** Begins before the injection, so that nothing happens unseen. */
function startWatching(run: RunningExperiment, group: FaultGroup, faultIds: readonly string[]): Watching {
  const scope = new CancellationScope();
  const done = scope.run(() => watchSegment(run, { segment: 'fault', faultIds, holdMs: group.holdMs }));
  return { scope, done };
}

/** Until the hold is over, an SLI is breached, a fault ended by itself, or somebody stops it: whichever comes first. */
async function holdUntil(run: RunningExperiment, watching: Watching, faults: readonly StartedFault[]): Promise<string> {
  const watched = watching.done.then(
    async (result): Promise<Stop | undefined> => {
      run.breach ??= result.breach;
      // Somebody is undoing already: the fault itself says why.
      if (result.ended === 'released') await Promise.race(faults.map((fault) => fault.outcome));
      if (result.ended === 'expired') return { how: 'aborted', by: EXPIRED };
      return result.breach ? { how: 'breach', by: result.breach.text } : undefined;
    },
    (error): Stop =>
      isCancellation(error)
        ? { how: 'aborted', by: 'the watch was cancelled' }
        : { how: 'errored', by: `the watch failed: ${failureText(error)}` },
  );
  const failed = faults.map((fault) => fault.outcome.then(earlyEnd));
  const stop = await Promise.race([run.stopping.opened, ...failed, watched, allSkipped(faults)]);
  if (stop) run.stop(stop);
  return stop ? `${stop.how}: ${stop.by}` : HOLD_OVER;
}

const EXPIRED = 'a fault ended by itself: for too long no worker was there that wanted it';

/** A fault that ends before it is released: it could not be injected, or somebody ended it. */
function earlyEnd(outcome: FaultOutcome): Stop | Promise<never> {
  // The others of its group go on.
  if (outcome.skipped !== undefined) return never();
  if (outcome.error !== undefined)
    return { how: 'errored', by: `${outcome.name} on ${outcome.target.label}: ${outcome.error}` };
  return { how: 'aborted', by: `${outcome.name} on ${outcome.target.label} ended early: ${outcome.releasedBecause}` };
}

/** Then there is nothing to hold. */
async function allSkipped(faults: readonly StartedFault[]): Promise<undefined> {
  const outcomes = await Promise.all(faults.map((fault) => fault.outcome));
  if (outcomes.length === 0 || outcomes.some(({ skipped }) => skipped === undefined)) await never();
}

const never = (): Promise<never> => new Promise(() => undefined);

async function recoverOrSay(run: RunningExperiment, undoing: Promise<readonly FaultOutcome[]>): Promise<void> {
  try {
    await recover(run, undoing);
  } catch (error) {
    const detail = `could not be looked at: ${failureText(error)}`;
    run.steadyStateAfter = run.experiment.steadyState.map(({ name }) => ({ name, result: 'unknown', detail }));
    run.recovered = false;
  }
}

async function keep(run: RunningExperiment, undoing: Promise<readonly FaultOutcome[]>): Promise<void> {
  run.outcomes.push(...(await undoing));
}

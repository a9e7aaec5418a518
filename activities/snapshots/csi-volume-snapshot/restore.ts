import { ApplicationFailure } from '@temporalio/common';
import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { isLeaving } from '../../kubernetes/pod-state.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { awaitReady } from './await-ready.ts';
import { claimedNow, type Claimed, isRestored, makeAnew } from './claim-anew.ts';
import { deleteAndWait } from './clear-set.ts';
import { createSet } from './create-set.ts';
import { ASIDE, setOf } from './names.ts';
import { halt, resume, untilFree } from './scale-users.ts';
import { isComplete, readSet } from './stored-set.ts';
import { halted, podsWith, workloadsOf } from './users.ts';
import { verify } from './verify.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

/**
 * Everything that a crash must not lose is in the cluster: the replicas on the workload that was scaled to 0, the claim as it
 * was on its volume snapshot, and on each new claim from which snapshot it is. So every attempt sees where the last one was.
 */
export async function restore(reference: SnapshotReference, call: Call): Promise<{ readonly keptAside: string }> {
  await requireWhole(reference, call);
  const set = setOf(reference.id);
  const all = await claimedNow(await readSet(set, call), call);
  const left = all.filter((one) => !isRestored(one));
  if (left.length > 0) {
    await freeClaims(set, all, reference, call);
    // From here on there is no way back, only forwards.
    for (const one of await claimedNow(
      left.map(({ volume }) => volume),
      call,
    ))
      await makeAnew(one, call);
  }
  await resume(set, call);
  return { keptAside: await keptAside(set, call) };
}

async function requireWhole(reference: SnapshotReference, call: Call): Promise<void> {
  const problems = await verify(reference, call);
  if (problems.length === 0) return;
  throw failure(
    FailureType.snapshotFailed,
    `The ${reference.subject} was not restored: snapshot ${reference.id} is damaged (${problems.slice(0, 3).join('; ')}). ` +
      'Nothing was changed. Restore from another snapshot or backup.',
  );
}

/** When that fails, and nothing was deleted yet, what was halted runs again. */
async function freeClaims(
  set: string,
  all: readonly Claimed[],
  reference: SnapshotReference,
  call: Call,
): Promise<void> {
  const names = all.map(({ claim }) => claim.name);
  const isUntouched = all.every((one) => one.now !== undefined && !isLeaving(one.now) && !isRestored(one));
  try {
    await halt(await workloadsOf(await podsWith(names, call), call), set, call);
    await untilFree(names, call);
    if (call.settings.keepAside) await keepAside(set, all, reference, call);
  } catch (error) {
    call.signal.throwIfAborted();
    if (isUntouched) await runAgain(set, call).catch((problem: unknown) => Promise.reject(notRunning(error, problem)));
    else throw leftHalted(error, await halted(set, call));
    throw error;
  }
}

/** What was kept aside shows what was before they ran again, so it is worth nothing. */
async function runAgain(set: string, call: Call): Promise<void> {
  await deleteAndWait(
    (await readSet(set, call, ASIDE)).map(({ snapshot }) => snapshot),
    call,
  ).catch(() => undefined);
  await resume(set, call);
}

/** Only once: what an attempt before has kept is what was there. */
async function keepAside(
  set: string,
  all: readonly Claimed[],
  { id, subject }: SnapshotReference,
  call: Call,
): Promise<void> {
  const kept = await readSet(set, call, ASIDE);
  if (!isComplete(kept)) {
    const claims = all.flatMap((one) => (one.now === undefined || isRestored(one) ? [] : [one.now]));
    if (claims.length === 0) return;
    await createSet({ id, set, subject, label: ASIDE, prefix: 'gameday-aside' }, claims, call);
  }
  await awaitReady(set, call, ASIDE);
}

async function keptAside(set: string, call: Call): Promise<string> {
  const kept = await readSet(set, call, ASIDE);
  if (kept.length === 0) return call.settings.keepAside ? 'nothing: there was no claim' : 'nothing (keepAside: false)';
  const names = kept.map(({ snapshot }) => snapshot.metadata.name);
  return `volumesnapshots ${names.join(', ')} in namespace ${call.settings.namespace}`;
}

function notRunning(error: unknown, problem: unknown): Error {
  return inTheWay(
    problem,
    `${textOf(error)} What was scaled to 0 for the restore was not scaled back: ${textOf(problem)}`,
  );
}

/** Of the type of what was in the way, which says for how long trying again can help. */
function inTheWay(problem: unknown, message: string): Error {
  const isAway = problem instanceof ApplicationFailure && problem.type === FailureType.effectFailed;
  return failure(isAway ? FailureType.effectFailed : FailureType.snapshotFailed, message, problem);
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function leftHalted(error: unknown, workloads: Awaited<ReturnType<typeof halted>>): Error {
  const names = workloads.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`).join(', ');
  return inTheWay(
    error,
    `${textOf(error)} Some claims are restored and others are not, so ${names || 'nothing'} was left at 0 replicas. Restore again to go on.`,
  );
}

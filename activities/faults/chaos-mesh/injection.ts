import { hasDuration, isOneShot } from '../../../experiments/definition/faults/chaos-mesh.ts';
import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { FAULT_ID } from '../../kubernetes/marks.ts';
import { warningsAbout } from '../../kubernetes/warnings.ts';
import type { FaultCall } from '../driver.ts';
import { identityOf, readTarget } from '../kubernetes/target-object.ts';
import { isOurs, labelOfChaos, manifestOf, readAny, readChaos } from './chaos-object.ts';
import { complaintsIn, recordsOf, wasInjected, wordsFor } from './records.ts';
import { removeChaos } from './removal.ts';

type Call = FaultCall<'chaos-mesh'>;

const LOOK_EVERY_MS = 250;
/** A daemon that is only busy has done it by then; Chaos Mesh itself tries again many times. */
const REFUSED_AFTER_MS = 3_000;
/** Chaos Mesh selects once, and never again when nothing matched. */
const SELECTED_WITHIN_MS = 2_000;

/** Made once, under the name of the fault; an attempt before may have made it. False when the target is gone. */
export async function createChaos(call: Call): Promise<boolean> {
  const found = await readAny(call);
  if (found !== undefined) return requireOurs(call, found);
  if ((await readTarget(call)) === undefined) return false;
  // Not stopped by a signal: given up, it might still be made after the undo has looked.
  const written = await call.ports.cluster.create(manifestOf(call));
  if (written.outcome === 'conflict') return requireOurs(call, (await readAny(call)) ?? undefined);
  return written.outcome === 'written';
}

function requireOurs(call: Call, found: ClusterObject | undefined): true {
  const label = labelOfChaos(call);
  if (found === undefined) {
    throw failure(FailureType.effectFailed, `${label} was not made: it was there for a moment. It is tried again.`);
  }
  if (!isOurs(call, found)) {
    const whose = found.metadata.annotations?.[FAULT_ID] ?? 'nobody that we know';
    throw failure(
      FailureType.changedByOthers,
      `${label} was not made: one of that name is there, and belongs to ${whose}. Delete it, or wait until its fault is over.`,
    );
  }
  if (found.metadata.deletionTimestamp === undefined) return true;
  throw failure(FailureType.changedByOthers, `${label} was not injected: somebody is deleting it.`);
}

/** Returns when Chaos Mesh has done it to everything that it selected. Conditions are not asked: they lie. */
export async function untilInjected(call: Call): Promise<void> {
  if (!hasDuration(call.settings.kind)) return;
  const { ports, settings, signal } = call;
  const began = ports.clock.monotonic();
  let failingSince: number | undefined;
  for (;;) {
    const object = await readChaos(call);
    if (object === undefined) throw deletedMeanwhile(call);
    const records = recordsOf(object);
    if (records.length > 0 && records.every(wasInjected)) break;
    const now = ports.clock.monotonic();
    failingSince = complaintsIn(records).length === 0 ? undefined : (failingSince ?? now);
    if (failingSince !== undefined && now - failingSince >= REFUSED_AFTER_MS) throw await refused(call, object);
    if (records.length === 0 && now - began >= SELECTED_WITHIN_MS) await refuseIfNothingSelected(call, object);
    if (now - began >= settings.effectWithin) throw await notInTime(call, object);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
  await takeBackFromSuccessor(call);
}

/** Chaos Mesh knows a pod by its name; what took the name of ours in this moment must not have its fault. */
async function takeBackFromSuccessor(call: Call): Promise<void> {
  const { objectKind, label } = identityOf(call);
  if (objectKind !== 'Pod' || isOneShot(call.settings) || (await readTarget(call)) !== undefined) return;
  await removeChaos(call);
  throw failure(
    FailureType.targetMissing,
    `${label} was gone when ${labelOfChaos(call)} was injected; whatever has its name now was let go. Choose the target anew.`,
  );
}

const deletedMeanwhile = (call: Call) =>
  failure(FailureType.changedByOthers, `${labelOfChaos(call)} was not injected: somebody deleted it meanwhile.`);

async function refused(call: Call, object: ClusterObject) {
  const said = complaintsIn(recordsOf(object)).join('; ');
  return failure(
    FailureType.unsupported,
    `${labelOfChaos(call)} was not injected: Chaos Mesh failed on it again and again. It says: ${said}. Look at the log of its daemon on that node.`,
  );
}

async function refuseIfNothingSelected(call: Call, object: ClusterObject): Promise<void> {
  const said = (await warningsAbout(object, call.ports, call.signal)).filter((text) => /select targets/.test(text));
  if (said.length === 0) return;
  throw failure(
    FailureType.targetMissing,
    `${labelOfChaos(call)} was not injected: Chaos Mesh found nothing to do it to. It says: ${said.join('; ')}. Correct its selectors.`,
  );
}

async function notInTime(call: Call, object: ClusterObject) {
  const { settings, ports, signal } = call;
  const records = recordsOf(object);
  const said = [...complaintsIn(records), ...(await warningsAbout(object, ports, signal))];
  return failure(
    FailureType.effectFailed,
    `${labelOfChaos(call)} was not injected within ${settings.effectWithin} ms: ${wordsFor(records)}. ` +
      (said.length === 0
        ? 'Chaos Mesh says nothing about it; is its controller manager running?'
        : `It says: ${said.join('; ')}.`),
  );
}

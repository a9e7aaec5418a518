import { failure, FailureType } from '../../failures.ts';
import { warningsAbout } from '../../kubernetes/warnings.ts';
import { readTarget } from '../kubernetes/target-object.ts';
import { createEngine, labelOfEngine, type OnEngine, readEngine } from './engine-object.ts';
import { isOver, notFound, stateOf, wordsFor } from './state.ts';

const LOOK_EVERY_MS = 250;

/** Made once, under the name of the fault. Returns when the operator has taken it up; its pods take longer. */
export async function injectEngine(call: OnEngine): Promise<void> {
  const target = await readTarget(call);
  if ((await readEngine(call)) === undefined) {
    if (target === undefined) return;
    await createEngine(call, target.kind === 'Namespace' ? undefined : target);
  }
  const { clock } = call.ports;
  const began = clock.monotonic();
  for (;;) {
    const engine = await readEngine(call);
    if (engine === undefined) {
      throw failure(FailureType.changedByOthers, `${labelOfEngine(call)} was not run: somebody deleted it meanwhile.`);
    }
    const missing = notFound(engine);
    if (missing.length > 0 || stateOf(engine) === 'stopped') {
      const said = [...missing, ...(await warningsAbout(engine, call.ports, call.signal))].join('; ');
      throw failure(
        FailureType.unsupported,
        `${labelOfEngine(call)} was not run: Litmus did not accept it (${wordsFor(engine)}). It says: ${said || 'nothing'}. Correct its spec.`,
      );
    }
    if (stateOf(engine) === 'initialized' || isOver(engine)) return;
    if (clock.monotonic() - began >= call.settings.effectWithin) {
      throw failure(
        FailureType.effectFailed,
        `${labelOfEngine(call)} was not run within ${call.settings.effectWithin} ms: no operator of Litmus has seen it. Is it running, and does it watch this namespace?`,
      );
    }
    await clock.sleep(LOOK_EVERY_MS, call.signal);
  }
}

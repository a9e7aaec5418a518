import { warningsAbout } from '../../kubernetes/warnings.ts';
import type { Effect } from '../driver.ts';
import { labelOfEngine, type OnEngine, readEngine } from './engine-object.ts';
import { isJudged, resultsOf, type SeenResult, verdictOf, wasInjected, wordsForResult } from './results.ts';
import { isOver, wordsFor } from './state.ts';

const LOOK_EVERY_MS = 500;

/** An engine that runs has not injected yet: that, and what Litmus thinks of it, is in its results. */
export async function lookAtEngine(call: OnEngine): Promise<Effect> {
  const { ports, settings, signal } = call;
  const label = labelOfEngine(call);
  const began = ports.clock.monotonic();
  for (;;) {
    const engine = await readEngine(call);
    if (engine === undefined) return { observed: false, evidence: `${label} is not there` };
    const results = await resultsOf(call, engine);
    const evidence = [`${label} is ${wordsFor(engine)}`, ...results.map(wordsForResult)].join('; ');
    const isComplete = results.length === settings.spec.experiments.length;
    const isSeen = settings.awaitVerdict ? results.every(isJudged) : results.every(wasInjected);
    if (isComplete && isSeen) return { observed: results.every(isGood), evidence };
    const patienceEnds = Date.parse(engine.metadata.creationTimestamp) + settings.effectWithin;
    const isLate = ports.clock.now() >= patienceEnds || ports.clock.monotonic() - began >= settings.effectWithin;
    if (isOver(engine) || isLate) {
      const said = await warningsAbout(engine, ports, signal);
      return { observed: false, evidence: said.length === 0 ? evidence : `${evidence}; ${said.join('; ')}` };
    }
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** A verdict of Error means that Litmus could not do it; Fail, that the system did not stand it. */
const isGood = (seen: SeenResult): boolean => wasInjected(seen) && verdictOf(seen) !== 'Error';

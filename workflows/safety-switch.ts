import {
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { perform } from './activity-options.ts';
import {
  haltOrder,
  haltSignal,
  type Resume,
  resumeSignal,
  safetySwitchStatus,
  stoppedSignal,
  type SwitchPull,
} from './messages.ts';
import { PulledSwitch, type SafetySwitchOutcome, type SwitchState } from './pulled-switch.ts';

/** Whoever pulls it again and again, by a script, must not fill the history: the server would terminate it, and so release it. */
const LARGEST_HISTORY = 1_000;
/** Only a failure that cannot be tried again ends the activity by itself. */
const ANEW_AFTER = '10 min';

/**
 * Pulled by its start, released by its end. While it is open no fault begins, and one activity orders every game day to put
 * everything back: six events for any number of days. It cannot be cancelled: whoever cancels everything in an emergency
 * does not mean to release it.
 */
export async function safetySwitch(given?: Partial<SwitchPull>, before?: SwitchState): Promise<SafetySwitchOutcome> {
  const pulled = new PulledSwitch(given, before);
  listen(pulled);
  return CancellationScope.nonCancellable(async () => {
    while (!pulled.resumed) {
      await stopGameDays(pulled);
      if (!pulled.resumed && isLarge()) await goOnInANewRun(pulled);
    }
    return pulled.outcome();
  });
}

function listen(pulled: PulledSwitch): void {
  const show = () => setCurrentDetails(pulled.details());
  const halt = (pull?: Partial<SwitchPull>) => (pulled.pullAgain(pull), show());
  const resume = (given?: Partial<Resume>) => pulled.resume(given);
  const stopped = (ids: readonly string[]) => (pulled.addStopped(ids), show());
  inTheOrderTheyCame({ [haltSignal.name]: halt, [resumeSignal.name]: resume, [stoppedSignal.name]: stopped });
  setHandler(safetySwitchStatus, () => pulled.status(), { description: 'Who pulled it and why; what it stopped.' });
  setHandler(haltSignal, halt, {
    description: 'Pull it again, with another reason. Input: {"by": "...", "reason": "..."}',
  });
  setHandler(resumeSignal, resume, {
    description: 'Release it: faults may begin again. Input: {"by": "...", "comment": "..."}',
  });
  setHandler(stoppedSignal, stopped);
  show();
}

/**
 * Signals that came before the first task wait for their handler, so that the order of the handlers would decide whether it
 * was pulled or released last. A default handler gets them as the history has them.
 */
function inTheOrderTheyCame(handlers: Readonly<Record<string, (input: never) => void>>): void {
  setDefaultSignalHandler((name, ...given) => {
    const handler = handlers[name];
    if (handler) Reflect.apply(handler, undefined, given);
  });
  setDefaultSignalHandler(undefined);
}

/** Until it is released, or the history is large. The activity has ended when this resolves, so nothing is stopped later. */
async function stopGameDays(pulled: PulledSwitch): Promise<void> {
  const halting = new CancellationScope();
  const stopping = halting
    .run(() => perform('halt', 'haltGameDays', 'stop every game day', haltOrder(pulled.pull)))
    .then(
      () => false,
      () => false,
    );
  const isOver = () => pulled.resumed !== undefined || isLarge();
  const isTold = await Promise.race([condition(isOver).then(() => true), stopping]);
  if (!isTold) await condition(isOver, ANEW_AFTER, { summary: 'stop game days again' });
  halting.cancel();
  await stopping;
}

const isLarge = (): boolean => workflowInfo().historyLength > LARGEST_HISTORY;

function goOnInANewRun(pulled: PulledSwitch): Promise<never> {
  const goOn = makeContinueAsNewFunc<typeof safetySwitch>({ memo: { ...pulled.pull } });
  return goOn(pulled.pull, pulled.state());
}

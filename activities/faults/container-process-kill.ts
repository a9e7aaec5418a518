import { failure, FailureType } from '../failures.ts';
import type { FaultCall, FaultDriver } from './driver.ts';
import {
  containerBefore,
  type ContainerBefore,
  labelOfContainer,
  leftOver,
  readRun,
  runningContainer,
} from './containers/container.ts';
import { chosen } from './containers/chosen.ts';
import { refuseProcessesOfTheNode } from './containers/own-init.ts';
import { type InnerIdentity, isAmong, lookInside, reachesInit, sendSignal } from './containers/processes.ts';
import { countPlaces, missingFrom, type Places } from './containers/places.ts';

const LOOK_EVERY_MS = 100;
const BETWEEN_LOOKS_MS = 50;

interface Before extends ContainerBefore {
  readonly victims: readonly InnerIdentity[];
  readonly places: Places;
}

export const containerProcessKill: FaultDriver<'container-process-kill'> = {
  kind: 'container-process-kill',
  recovery: 'self-heals',

  expiry: () => ({ by: 'nothing needed', text: 'a kill is over at once; whatever runs the process starts it again' }),

  async prepareUndo({ target, settings, ports, signal }) {
    const on = { target, ports, signal };
    const { pod, before } = await runningContainer(on, { isFailure: true });
    refuseProcessesOfTheNode(on, pod, before);
    const inside = await lookInside(on, before);
    const victims = chosen(inside.processes, settings, labelOfContainer(before, on));
    if (victims.some(({ pid }) => pid === 1) && !reachesInit(settings.signal, inside)) {
      throw failure(
        FailureType.unsupported,
        `The main process of ${labelOfContainer(before, on)} was not killed: it is PID 1 there and does not handle ${settings.signal}, so the ` +
          'kernel keeps that signal from it when it comes from inside. Use a signal that it handles, container-kill with "via: node", or match other processes.',
      );
    }
    const places = countPlaces(victims, inside.processes);
    return { ...before, victims: victims.map(({ pid, start }) => ({ pid, start })), places };
  },

  async inject(call) {
    const { settings, ports, signal } = call;
    const before = beforeOf(call);
    if ((await readRun(call, before)).is !== 'same') return;
    let trouble = await send(call, before);
    const began = ports.clock.monotonic();
    for (;;) {
      // The container may end with its process: then the shell cannot look until the kubelet has told so.
      const left = await victimsLeft(call, before).catch((error: unknown) => void (trouble ??= error));
      if (left?.length === 0) return;
      if (ports.clock.monotonic() - began >= settings.goneWithin) throw trouble ?? stillThere(call, before, left ?? []);
      await ports.clock.sleep(LOOK_EVERY_MS, signal);
    }
  },

  async observe(call) {
    const before = beforeOf(call);
    const left = await victimsLeft(call, before);
    const label = labelOfContainer(before, call);
    if (left.length === 0) return { observed: true, evidence: `gone: ${named(before.victims)} of ${label}` };
    return { observed: false, evidence: `still there: ${named(left)} of ${label}` };
  },

  undo: async () => {},

  async verifyUndone(call) {
    const before = beforeOf(call);
    const run = await readRun(call, before);
    const left = leftOver(call, before, run);
    if (run.is === 'gone' || run.is === 'another' || left.length > 0) return left;
    const first = await missing(call, before);
    if (first.length > 0) return first;
    // For a moment every process that starts another looks like two.
    await call.ports.clock.sleep(BETWEEN_LOOKS_MS, call.signal);
    return await missing(call, before);
  },
};

type Call = FaultCall<'container-process-kill'>;

function beforeOf({ baseline }: Call): Before {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only prepareUndo writes it
  return containerBefore(baseline) as Before;
}

/** Why it may not have been sent. A shell that was ended with its container cannot say, so what became of the victims counts. */
async function send(call: Call, before: Before): Promise<unknown> {
  const answer = await sendSignal(call, before, call.settings.signal, before.victims).catch((error: unknown) => ({
    error,
  }));
  if (typeof answer === 'object') return answer.error;
  if (!answer.includes('refused')) return undefined;
  throw failure(
    FailureType.forbidden,
    `${call.settings.signal} was not sent to all of ${named(before.victims)} of ${labelOfContainer(before, call)}: ` +
      'they belong to another user than the one that the container runs as.',
  );
}

/** Another run of the container has none of them, whatever its pids. */
async function victimsLeft(call: Call, before: Before): Promise<readonly InnerIdentity[]> {
  if ((await readRun(call, before)).is !== 'same') return [];
  const { processes } = await lookInside(call, before);
  return before.victims.filter((victim) => isAmong(processes, victim));
}

async function missing(call: Call, before: Before): Promise<readonly string[]> {
  const { processes } = await lookInside(call, before);
  return missingFrom(before.places, processes, labelOfContainer(before, call));
}

function stillThere(call: Call, before: Before, left: readonly InnerIdentity[]): Error {
  const { goneWithin, signal } = call.settings;
  return failure(
    FailureType.effectFailed,
    `Still there ${goneWithin} ms after ${signal}: ${named(left)} of ${labelOfContainer(before, call)}. ` +
      'Give more time (goneWithin), or use SIGKILL.',
  );
}

const named = (victims: readonly InnerIdentity[]): string =>
  `process${victims.length === 1 ? '' : 'es'} ${victims.map(({ pid }) => pid).join(', ')}`;

import { failure, FailureType } from '../failures.ts';
import { asPod } from '../kubernetes/views.ts';
import type { FaultCall, FaultDriver } from './driver.ts';
import {
  containerBefore,
  type ContainerBefore,
  labelOfContainer,
  leftOver,
  readRun,
  runningContainer,
  stateOf,
} from './containers/container.ts';
import { endOnNode, helperLeft, removeHelper } from './containers/helper-pod.ts';
import { refuseForeignInit } from './containers/own-init.ts';
import { isAmong, lookInside, reachesInit, sendSignal } from './containers/processes.ts';
import { troubleOfNode } from './pods/node.ts';
import { podOf } from './pods/victim.ts';

const LOOK_EVERY_MS = 200;
/** The kubelet looks at its containers once a second; what it says may be so old. */
const KUBELET_TELLS_WITHIN_MS = 3_000;

interface Before extends ContainerBefore {
  /** When the main process was started: its successor is another. For `exec`. */
  readonly start?: string | undefined;
  /** For `node`. */
  readonly node?: string | undefined;
}

/** One run of a container is ended at most once: the next has another container id, and its main process another start time. */
export const containerKill: FaultDriver<'container-kill'> = {
  kind: 'container-kill',
  recovery: 'self-heals',

  expiry: () => ({ by: 'nothing needed', text: 'a kill is over at once; the kubelet starts the container again' }),

  touches: async ({ settings, target }) =>
    settings.via === 'exec'
      ? []
      : [`a pod of ours in namespace ${settings.helperNamespace} on node ${podOf(target).node}, taken away again`],

  async prepareUndo({ target, settings, ports, signal }) {
    const on = { target, ports, signal };
    const { pod, before } = await runningContainer(on, { isFailure: settings.via === 'node' });
    if (settings.via === 'node') {
      const { nodeName = '' } = asPod(pod).spec;
      const trouble = await troubleOfNode(nodeName, ports, signal);
      if (trouble === undefined) return { ...before, node: nodeName };
      throw failure(FailureType.targetMissing, `${target.label} was not touched: ${trouble}. Wait until it is.`);
    }
    refuseForeignInit(on, pod, before);
    const inside = await lookInside(on, before);
    const main = inside.processes.find(({ pid }) => pid === 1);
    if (main !== undefined && reachesInit('SIGTERM', inside)) return { ...before, start: main.start };
    throw failure(
      FailureType.unsupported,
      `${labelOfContainer(before, on)} was not killed: its main process (${main?.name ?? 'unknown'}) does not handle SIGTERM, ` +
        'and the kernel keeps SIGKILL, and every signal that PID 1 does not handle, from it when they come from inside. ' +
        'Use "via: node", container-process-kill for one of its other processes, or a chaos-mesh PodChaos container-kill.',
    );
  },

  async inject(call) {
    const before = beforeOf(call);
    const said = (await readRun(call, before)).is === 'same' ? await end(call, before) : '';
    const began = call.ports.clock.monotonic();
    for (;;) {
      if ((await readRun(call, before)).is !== 'same') return;
      if (call.ports.clock.monotonic() - began >= call.settings.goneWithin) break;
      await call.ports.clock.sleep(LOOK_EVERY_MS, call.signal);
    }
    throw failure(
      FailureType.effectFailed,
      `${labelOfContainer(before, call)} still runs ${call.settings.goneWithin} ms after ${said}. ` +
        'Give it more time (goneWithin), or end it another way.',
    );
  },

  async observe(call) {
    const before = beforeOf(call);
    const run = await readRun(call, before);
    if (run.is === 'gone') return { observed: true, evidence: `${call.target.label} is gone` };
    const seen = `${labelOfContainer(before, call)} ${stateOf(run.status)}; before the kill it was ${before.restartCount}`;
    return { observed: run.is !== 'same', evidence: seen };
  },

  undo: (call) => removeHelper(call),

  async verifyUndone(call) {
    const before = beforeOf(call);
    const helper = await helperLeft(call);
    let run = await readRun(call, before);
    if (run.is === 'same') {
      // A kill that was sent a moment ago may not have been told yet.
      await call.ports.clock.sleep(KUBELET_TELLS_WITHIN_MS, call.signal);
      run = await readRun(call, before);
    }
    return [...helper, ...leftOver(call, before, run)];
  },
};

type Call = FaultCall<'container-kill'>;

function beforeOf({ baseline }: Call): Before {
  return containerBefore(baseline);
}

/** What was done, in words that follow "after". */
async function end(call: Call, before: Before): Promise<string> {
  if (before.node === undefined) {
    await endFromInside(call, before);
    return 'its main process got SIGTERM';
  }
  const done = await endOnNode(call, before.node);
  await removeHelper(call);
  if (done === 'ended') return 'its processes got SIGKILL';
  return `no process of ${before.containerID} was found on node ${before.node}`;
}

/** The shell may be ended together with the container, so its word does not count: what became of the container does. */
async function endFromInside(call: Call, before: Before): Promise<void> {
  const main = { pid: 1, start: before.start ?? '' };
  try {
    await sendSignal(call, before, 'SIGTERM', [main]);
  } catch (error) {
    const lives = await lookInside(call, before).then(
      ({ processes }) => isAmong(processes, main),
      () => false,
    );
    if (lives) throw error;
  }
}

import { failure, FailureType } from '../failures.ts';
import type { FaultDriver } from './driver.ts';
import { processOf, victimOf } from './process/victim.ts';

const STOPPED_WITHIN_MS = 1_000;
const LOOK_EVERY_MS = 10;
const BETWEEN_LOOKS_MS = 50;

/** Field 22 of /proc/PID/stat is the start time; the name before it may contain anything, so fields count from the last ")". */
const CONTINUE_IF_THE_SAME = `stat=$(cat "/proc/$1/stat" 2>/dev/null) || exit 0
pid=$1 start=$2
set -- \${stat##*) }
[ "\${20}" != "$start" ] || kill -CONT "$pid"`;

export const processPause: FaultDriver<'process-pause'> = {
  kind: 'process-pause',
  recovery: 'undone',

  expiry: () => ({ by: 'guard', text: 'a supervised timer beside the process lets it go on (SIGCONT)' }),

  async prepareUndo({ target, ports }) {
    const victim = await victimOf(target, ports);
    if ((await ports.processes.stateOf(victim)) !== 'stopped') return {};
    throw failure(
      FailureType.changedByOthers,
      `${victim.label} was not paused: it is stopped already, and the undo would let it go on. Find out who stopped it (kill -CONT ${victim.pid}).`,
    );
  },

  guard({ target }) {
    const { pid, startTicks } = processOf(target);
    return { argv: ['/bin/sh', '-c', CONTINUE_IF_THE_SAME, 'continue', String(pid), String(startTicks)] };
  },

  async inject({ target, ports, signal }) {
    const victim = processOf(target);
    if ((await ports.processes.signal(victim, 'SIGSTOP')) === 'gone') return;
    const began = ports.clock.monotonic();
    while ((await ports.processes.stateOf(victim)) === 'running') {
      if (ports.clock.monotonic() - began >= STOPPED_WITHIN_MS) {
        throw failure(
          FailureType.effectFailed,
          `${victim.label} still runs ${STOPPED_WITHIN_MS} ms after SIGSTOP. Look at its state in /proc/${victim.pid}/status.`,
        );
      }
      await ports.clock.sleep(LOOK_EVERY_MS, signal);
    }
  },

  async observe({ target, ports }) {
    const victim = processOf(target);
    const state = await ports.processes.stateOf(victim);
    return { observed: state === 'stopped', evidence: `${victim.label} is ${state}` };
  },

  async undo({ target, ports }) {
    await ports.processes.signal(processOf(target), 'SIGCONT');
  },

  /** The state that the kernel tells is the behaviour too; twice, because a second stop may still be on its way. */
  async verifyUndone({ target, ports, signal }) {
    const victim = processOf(target);
    const first = await ports.processes.stateOf(victim);
    await ports.clock.sleep(BETWEEN_LOOKS_MS, signal);
    const second = await ports.processes.stateOf(victim);
    return first === 'stopped' || second === 'stopped' ? [`${victim.label} is still stopped`] : [];
  },
};

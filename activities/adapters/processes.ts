import { hostname } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { ProcessIdentity } from '../../experiments/definition/identity.ts';
import { failure, FailureType } from '../failures.ts';
import type { Processes, ProcessState, RunningProcess } from '../ports.ts';
import { systemCode } from './processes-error.ts';
import { processLabel } from './processes-label.ts';
import { whatIsOurs } from './processes-ours.ts';
import { listeningSockets, portsOf } from './processes-ports.ts';
import { allStats, isDead, isStopped, type ProcessStat, readBootId, readProc, readStat } from './processes-stat.ts';

export interface ProcessesOptions {
  /** `host:port` of the Temporal server that the worker is connected to. */
  readonly temporalAddress?: string | undefined;
  /** Beside those in GAMEDAY_PROTECTED_PIDS. */
  readonly protectedPids?: readonly number[] | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly platform?: NodeJS.Platform | undefined;
}

/** The processes of this machine, read from /proc. */
export function createProcesses(options: ProcessesOptions = {}): Processes {
  const { env = process.env, platform = process.platform, temporalAddress } = options;
  const host = hostname();
  if (platform !== 'linux') return unsupported(host, platform);
  const protectedPids = [...(options.protectedPids ?? []), ...pidsIn(env['GAMEDAY_PROTECTED_PIDS'])];
  return {
    host,
    list: () => list(host),
    identify: async (pid) => identify(host, pid),
    stateOf: async (identity) => stateOf(identity),
    signal: async (identity, name) => signal(identity, name),
    ours: async () => whatIsOurs({ worker: process.pid, protectedPids, temporalAddress }, allStats(), await list(host)),
  };
}

/** A machine may have thousands of processes: other work goes on in between. */
const AT_A_TIME = 50;

async function list(host: string): Promise<readonly RunningProcess[]> {
  const machine = { host, bootId: readBootId(), sockets: listeningSockets() };
  const alive = allStats().filter((stat) => !stat.isKernelThread && !isDead(stat));
  const identities: RunningProcess[] = [];
  for (const stat of alive) {
    identities.push(identityOf(stat, machine));
    if (identities.length % AT_A_TIME === 0) await setImmediate();
  }
  return identities;
}

function identify(host: string, pid: number): RunningProcess | undefined {
  const stat = readStat(pid);
  if (stat === undefined || isDead(stat)) return undefined;
  return identityOf(stat, { host, bootId: readBootId(), sockets: listeningSockets() });
}

/** Identities travel in payloads; class paths may be much longer. */
const LONGEST_COMMAND_LINE = 16_384;

interface Machine {
  readonly host: string;
  readonly bootId: string;
  readonly sockets: ReadonlyMap<string, number>;
}

function identityOf(stat: ProcessStat, { host, bootId, sockets }: Machine): RunningProcess {
  const { pid, startTicks } = stat;
  const words = (readProc(`/proc/${pid}/cmdline`) ?? '').split('\0').join(' ').trim();
  const commandLine = words.slice(0, LONGEST_COMMAND_LINE) || `[${stat.name}]`;
  const key = `process/${host}/${pid}.${startTicks}`;
  const label = processLabel(pid, commandLine);
  const ports = portsOf(pid, sockets);
  return { kind: 'process', key, label, host, bootId, pid, startTicks, commandLine, ports };
}

function stateOf({ bootId, pid, startTicks }: ProcessIdentity): ProcessState {
  if (bootId !== readBootId()) return 'gone';
  const stat = readStat(pid);
  if (stat === undefined || stat.startTicks !== startTicks) return 'gone';
  if (isDead(stat)) return 'zombie';
  return isStopped(stat) ? 'stopped' : 'running';
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): 'sent' | 'gone' {
  const state = stateOf(identity);
  if (state === 'gone' || state === 'zombie') return 'gone';
  try {
    process.kill(identity.pid, name);
    return 'sent';
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ESRCH') return 'gone';
    throw failure(
      FailureType.forbidden,
      `${name} was not sent to ${identity.label}: the kernel refused (${code}). Run the worker as the owner of that process.`,
      error,
    );
  }
}

function pidsIn(text: string | undefined): readonly number[] {
  const words = (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const wrong = words.find((word) => !/^\d+$/.test(word));
  if (wrong !== undefined)
    throw new Error(`GAMEDAY_PROTECTED_PIDS contains "${wrong}"; expected process ids, as in "812,4711".`);
  return words.map(Number);
}

function unsupported(host: string, platform: NodeJS.Platform): Processes {
  const refuse = () =>
    Promise.reject(
      failure(
        FailureType.unsupported,
        `Processes of ${host} cannot be read: this worker runs on ${platform}, and only Linux is supported (/proc). ` +
          'Run a worker on the Linux machine that has the target.',
      ),
    );
  return { host, list: refuse, identify: refuse, stateOf: refuse, signal: refuse, ours: refuse };
}

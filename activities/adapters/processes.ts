import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ProcessIdentity } from '../../experiments/definition/identity.ts';
import { failure, FailureType } from '../failures.ts';
import type { Processes, ProcessState } from '../ports.ts';
import { whatIsOurs } from './processes-ours.ts';
import { listeningSockets, portsOf } from './processes-ports.ts';
import { isDead, isStopped, readBootId, readProc, readStat, type ProcessStat } from './processes-stat.ts';

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
    identify: (pid) => identify(host, pid),
    stateOf,
    signal,
    async ours() {
      const [stats, processes] = await Promise.all([allStats(), list(host)]);
      return whatIsOurs({ worker: process.pid, protectedPids, temporalAddress }, stats, processes);
    },
  };
}

async function list(host: string): Promise<readonly ProcessIdentity[]> {
  const [stats, sockets, bootId] = await Promise.all([allStats(), listeningSockets(), readBootId()]);
  const alive = stats.filter((stat) => !stat.isKernelThread && !isDead(stat));
  return await Promise.all(alive.map((stat) => identityOf(stat, { host, bootId, sockets })));
}

async function identify(host: string, pid: number): Promise<ProcessIdentity | undefined> {
  const stat = await readStat(pid);
  if (stat === undefined || isDead(stat)) return undefined;
  const [sockets, bootId] = await Promise.all([listeningSockets(), readBootId()]);
  return await identityOf(stat, { host, bootId, sockets });
}

interface Machine {
  readonly host: string;
  readonly bootId: string;
  readonly sockets: ReadonlyMap<string, number>;
}

async function identityOf(stat: ProcessStat, { host, bootId, sockets }: Machine): Promise<ProcessIdentity> {
  const { pid, startTicks } = stat;
  const [raw, ports] = await Promise.all([readProc(`/proc/${pid}/cmdline`), portsOf(pid, sockets)]);
  const commandLine = (raw ?? '').split('\0').join(' ').trim() || `[${stat.name}]`;
  const key = `process/${host}/${pid}.${startTicks}`;
  const label = `process ${pid} (${shortened(commandLine)})`;
  return { kind: 'process', key, label, host, bootId, pid, startTicks, commandLine, ports };
}

async function stateOf(identity: ProcessIdentity): Promise<ProcessState> {
  if (identity.bootId !== (await readBootId())) return 'gone';
  const stat = await readStat(identity.pid);
  if (stat === undefined || stat.startTicks !== identity.startTicks) return 'gone';
  if (isDead(stat)) return 'zombie';
  return isStopped(stat) ? 'stopped' : 'running';
}

async function signal(identity: ProcessIdentity, name: NodeJS.Signals): Promise<'sent' | 'gone'> {
  const state = await stateOf(identity);
  if (state === 'gone' || state === 'zombie') return 'gone';
  try {
    process.kill(identity.pid, name);
    return 'sent';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return 'gone';
    throw failure(
      FailureType.forbidden,
      `${name} was not sent to ${identity.label}: the kernel refused (${code}). Run the worker as the owner of that process.`,
      error,
    );
  }
}

async function allStats(): Promise<readonly ProcessStat[]> {
  const names = await readdir('/proc');
  const stats = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((name) => readStat(Number(name))));
  return stats.filter((stat) => stat !== undefined).sort((a, b) => a.pid - b.pid);
}

const shortened = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);

function pidsIn(text: string | undefined): readonly number[] {
  const words = (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const wrong = words.find((word) => !/^\d+$/.test(word));
  if (wrong !== undefined) throw new Error(`GAMEDAY_PROTECTED_PIDS contains "${wrong}"; expected process ids, as in "812,4711".`);
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

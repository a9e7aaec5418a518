import { failure, FailureType } from '../../failures.ts';
import { type ContainerBefore, labelOfContainer, type OnContainer } from './container.ts';
import { LIST_PROCESSES, SEND_SIGNAL } from './scripts.ts';
import { inShell } from './shell.ts';

/** A process inside a container. Its command line may hold secrets, so it never leaves the worker. */
export interface InnerProcess {
  readonly pid: number;
  /** Clock ticks after boot. A recycled pid has another. */
  readonly start: string;
  readonly name: string;
  readonly commandLine: string;
}

export interface Inside {
  /** Without those that have ended and wait for their parent. */
  readonly processes: readonly InnerProcess[];
  /** What PID 1 handles itself, or holds back. The kernel drops every other signal that comes to it from inside. */
  readonly takenByInit: bigint;
}

const ENDED = ['Z', 'X'];

export async function lookInside(on: OnContainer, before: ContainerBefore): Promise<Inside> {
  const lines = (await inShell(on, before, LIST_PROCESSES)).split('\n').filter((line) => line !== '');
  const masks = lines.filter((line) => line.startsWith('Sig')).map((line) => BigInt(`0x${line.split(/\s+/)[1]}`));
  const rows = lines.filter((line) => !line.startsWith('Sig')).map((line) => line.split('\t'));
  const processes = rows
    .filter(([, state]) => !ENDED.includes(state ?? ''))
    .map(([pid, , start = '', name = '', line = '']) => ({ pid: Number(pid), start, name, commandLine: line.trim() }));
  if (masks.length > 0 && processes.length > 0)
    return { processes, takenByInit: masks.reduce((all, one) => all | one) };
  throw failure(
    FailureType.effectFailed,
    `Nothing could be read in /proc of ${labelOfContainer(before, on)}. Look whether it is there.`,
  );
}

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGTERM: 15 } as const;
export type InnerSignal = keyof typeof NUMBERS;

export function reachesInit(signal: InnerSignal, { takenByInit }: Inside): boolean {
  return signal !== 'SIGKILL' && ((takenByInit >> BigInt(NUMBERS[signal] - 1)) & 1n) === 1n;
}

export type InnerIdentity = Pick<InnerProcess, 'pid' | 'start'>;

/** What became of each, in the shell's words. Whoever has taken a pid meanwhile gets nothing. */
export function sendSignal(
  on: OnContainer,
  before: ContainerBefore,
  signal: InnerSignal,
  victims: readonly InnerIdentity[],
): Promise<string> {
  const pairs = victims.map(({ pid, start }) => `${pid}:${start}`);
  return inShell(on, before, SEND_SIGNAL, [signal.slice(3), ...pairs]);
}

export function isAmong(processes: readonly InnerProcess[], { pid, start }: InnerIdentity): boolean {
  return processes.some((one) => one.pid === pid && one.start === start);
}

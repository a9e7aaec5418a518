import type { Processes } from '../../activities/ports.ts';
import type { ProcessIdentity } from '../../experiments/definition/identity.ts';

export function aProcess(pid: number, commandLine: string, ports: readonly number[] = []): ProcessIdentity {
  const startTicks = pid * 10;
  return {
    kind: 'process',
    key: `process/here/${pid}.${startTicks}`,
    label: `process ${pid} (${commandLine})`,
    host: 'here',
    bootId: 'today',
    pid,
    startTicks,
    commandLine,
    ports,
  };
}

/** A machine on which exactly these processes run. */
export function fakeProcesses(
  running: readonly ProcessIdentity[],
  ours: ReadonlyMap<number, string> = new Map([[1, 'the init process']]),
): Processes {
  const find = (pid: number) => running.find((process) => process.pid === pid);
  return {
    host: 'here',
    list: async () => running,
    identify: async (pid) => find(pid),
    stateOf: async ({ pid, startTicks }) => (find(pid)?.startTicks === startTicks ? 'running' : 'gone'),
    signal: async ({ pid }) => (find(pid) ? 'sent' : 'gone'),
    ours: async () => ours,
  };
}

import type { Processes, RunningProcess } from '../../activities/ports.ts';

export function aProcess(pid: number, commandLine: string, ports: readonly number[] = []): RunningProcess {
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
  running: readonly RunningProcess[],
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

import type { HttpExpectation } from '../../experiments/definition/http-request.ts';
import type { ProcessTargetSpec } from '../../experiments/definition/targets/process.ts';
import type { Ports, RunningProcess } from '../ports.ts';
import { judgeAnswer, type Judgement } from '../probes/judge-answer.ts';

type Where = NonNullable<ProcessTargetSpec['where']>;

export interface Asked {
  readonly process: RunningProcess;
  readonly matches: boolean;
  /** What it answered, for the person who wonders why nothing was found. */
  readonly said: string;
}

interface Means {
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 3_000;

/** Asks every process. An answer that cannot be judged does not match: nobody hits what might be the wrong one. */
export function askWhere(where: Where, processes: readonly RunningProcess[], means: Means): Promise<readonly Asked[]> {
  return Promise.all(
    processes.map((process) =>
      'get' in where ? askByHttp(where, process, means) : askByCommand(where, process, means),
    ),
  );
}

type ByHttp = Extract<Where, { get: string }>;

async function askByHttp({ get, expect }: ByHttp, process: RunningProcess, means: Means): Promise<Asked> {
  if (get.includes('{port}') && process.ports.length === 0) {
    return { process, matches: false, said: 'it listens on no port' };
  }
  const urls = get.includes('{port}')
    ? process.ports.map((port) => filled(get, process.pid, port))
    : [filled(get, process.pid)];
  const heard: string[] = [];
  for (const url of urls) {
    const { result, detail } = await judge(url, expect, means);
    heard.push(urls.length > 1 ? `${url}: ${detail}` : detail);
    if (result === 'good') return { process, matches: true, said: detail };
  }
  return { process, matches: false, said: heard.join(', ') };
}

async function judge(url: string, expect: HttpExpectation, { ports, signal }: Means): Promise<Judgement> {
  if (!URL.canParse(url)) return { result: 'unknown', detail: `${url} is not a URL` };
  const answer = await ports.http.request({ method: 'GET', url, timeoutMs: TIMEOUT_MS, signal });
  return judgeAnswer(answer, expect, (text) => ports.secrets.hide(text));
}

type ByCommand = Extract<Where, { command: string[] }>;

async function askByCommand({ command }: ByCommand, process: RunningProcess, { ports, signal }: Means): Promise<Asked> {
  if (command.some((word) => word.includes('{port}')) && process.ports.length === 0) {
    return { process, matches: false, said: 'it listens on no port' };
  }
  const argv = command.map((word) => filled(word, process.pid, process.ports[0]));
  const run = await ports.commands.run({ argv, timeoutMs: TIMEOUT_MS, signal });
  if (run.outcome === 'failed') return { process, matches: false, said: `"${argv.join(' ')}" ${run.reason}` };
  return { process, matches: run.exitCode === 0, said: `"${argv.join(' ')}" exited with ${run.exitCode}` };
}

function filled(text: string, pid: number, port?: number): string {
  const withPid = text.replaceAll('{pid}', String(pid));
  return port === undefined ? withPid : withPid.replaceAll('{port}', String(port));
}

import type { CommandResult } from '../ports.ts';
import type { Sample } from './probe.ts';
import { readNumber } from './read-number.ts';

/** What a program that ran, here or in a container, says by its exit code and its output. */
export function judgeExit(
  result: CommandResult,
  name: string,
  { exitCode, value }: { readonly exitCode: number; readonly value?: 'stdout' | undefined },
): Sample {
  if (result.outcome === 'failed') {
    return {
      result: 'unknown',
      latencyMs: null,
      value: null,
      detail: `${name} could not be measured: ${result.reason}`,
    };
  }
  const sample = { latencyMs: result.durationMs, value: null };
  if (result.exitCode !== exitCode) return { ...sample, result: 'bad', detail: wrongExit(result, exitCode) };
  if (value === 'stdout') return { ...sample, ...readOutput(result.stdout) };
  return { ...sample, result: 'good', detail: `exit code ${exitCode} in ${Math.round(result.durationMs)} ms` };
}

type Exited = Extract<CommandResult, { outcome: 'exited' }>;

function wrongExit({ exitCode, stdout, stderr }: Exited, expected: number): string {
  const said = stderr.trim() || stdout.trim();
  return `exit code ${exitCode}, expected ${expected}${said ? `: ${said}` : ''}`;
}

function readOutput(stdout: string): Pick<Sample, 'result' | 'value' | 'detail'> {
  const value = readNumber(stdout);
  if (value === null) {
    return { result: 'unknown', value, detail: `the output is not a number: ${JSON.stringify(stdout.trim())}` };
  }
  return { result: 'good', value, detail: `the output is ${value}` };
}

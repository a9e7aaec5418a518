import type { CommandResult } from '../ports.ts';
import type { PointProbe, Sample } from './probe.ts';
import { readNumber } from './read-number.ts';

export const command: PointProbe<'command'> = {
  kind: 'command',
  async measure({ settings, timeoutMs, signal, ports }) {
    const { run: argv, env, exitCode, value } = settings;
    const result = await ports.commands.run({ argv, env, timeoutMs, signal });
    if (result.outcome === 'failed') {
      const detail = `${argv[0]} could not be measured: ${result.reason}`;
      return { result: 'unknown', latencyMs: null, value: null, detail };
    }
    const sample = { latencyMs: result.durationMs, value: null };
    if (result.exitCode !== exitCode) return { ...sample, result: 'bad', detail: wrongExit(result, exitCode) };
    if (value === 'stdout') return { ...sample, ...readOutput(result.stdout) };
    return { ...sample, result: 'good', detail: `exit code ${exitCode} in ${Math.round(result.durationMs)} ms` };
  },
};

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

import { command } from '../../../activities/probes/command.ts';
import { command as settingsOf } from '../../../experiments/definition/probes/command.ts';
import { probePorts } from './probe-ports.ts';

function measure(settings: object, timeoutMs = 5000) {
  const signal = new AbortController().signal;
  return command.measure({ settings: settingsOf.parse(settings), since: 0, timeoutMs, signal, ports: probePorts() });
}

const sh = (script: string) => ['/bin/sh', '-c', script];

describe('the command probe', () => {
  it('is good with the expected exit code', async () => {
    expect(await measure({ run: sh('exit 0') })).toMatchObject({ result: 'good', value: null });
    expect(await measure({ run: sh('exit 3'), exitCode: 3 })).toMatchObject({ result: 'good' });
  });

  it('is bad with another exit code, and says what the program said', async () => {
    const sample = await measure({ run: sh('echo out; echo no such table >&2; exit 4') });
    expect(sample).toMatchObject({ result: 'bad', detail: 'exit code 4, expected 0: no such table' });
    expect(sample.latencyMs).toBeGreaterThan(0);
  });

  it.each([
    ['42', 42],
    ['-0.5\n', -0.5],
    ['1e3', 1000],
  ])('reads the output %j as a value', async (text, value) => {
    const sample = await measure({ run: ['/usr/bin/printf', '%s', text], value: 'stdout' });
    expect(sample).toMatchObject({ result: 'good', value, detail: `the output is ${value}` });
  });

  it.each(['', 'twelve', '1 2', 'NaN', 'Infinity'])('has measured nothing when the output is %j', async (text) => {
    const sample = await measure({ run: ['/usr/bin/printf', '%s', text], value: 'stdout' });
    expect(sample).toMatchObject({ result: 'unknown', value: null });
    expect(sample.detail).toContain('not a number');
  });

  it('passes the environment', async () => {
    const sample = await measure({ run: sh('echo "$LIMIT"'), env: { LIMIT: '7' }, value: 'stdout' });
    expect(sample.value).toBe(7);
  });

  it('is unknown when the program cannot be started', async () => {
    const sample = await measure({ run: ['/nowhere/program'] });
    expect(sample).toMatchObject({ result: 'unknown', latencyMs: null });
    expect(sample.detail).toContain('/nowhere/program could not be measured');
  });

  it('is unknown when the program does not end in time', async () => {
    expect(await measure({ run: ['/bin/sleep', '60'] }, 50)).toMatchObject({ result: 'unknown', latencyMs: null });
  });
});

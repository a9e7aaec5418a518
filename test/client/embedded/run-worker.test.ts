import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useTemporal } from '../../support/temporal.ts';

const cli = fileURLToPath(new URL('../../../dist/client/main.js', import.meta.url));

describe('gameday worker', () => {
  const temporal = useTemporal();

  it('leaves no worker behind when the command is killed with SIGKILL', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gameday-run-worker-'));
    const command = spawn(process.execPath, [cli, 'worker', '--address', temporal.address], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, GAMEDAY_STORE: folder, GAMEDAY_STATE: `${folder}/undo`, GAMEDAY_API: 'off' },
    });
    const lines = createInterface({ input: command.stdout });
    for await (const line of lines) {
      const { event, pid } = JSON.parse(line) as { readonly event: string; readonly pid?: number };
      if (event !== 'worker ready') continue;
      expect(pid).not.toBe(command.pid);
      command.kill('SIGKILL');
    }
    // The worker holds the other end of this pipe, so the loop ends only when the worker is gone too.
    expect(command.signalCode).toBe('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }, 90_000);
});

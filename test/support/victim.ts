import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Victim {
  readonly url: string;
  readonly pid: number;
  /** Every change of the switch, as the application itself saw it. */
  log(): Promise<readonly { readonly at: number; readonly broken: boolean }[]>;
  isBroken(): Promise<boolean>;
  control(wanted: {
    readonly refuseUndos?: number;
    readonly refuseSwitchingOn?: number;
    readonly hangMs?: number;
  }): Promise<void>;
  stop(): Promise<void>;
}

/** Starts victim-process.mjs: a real process with a real switch to break. */
export async function startVictim(): Promise<Victim> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./victim-process.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const { url, pid } = JSON.parse(line) as { url: string; pid: number };
  return {
    url,
    pid,
    log: async () => (await (await fetch(`${url}/log`)).json()) as { at: number; broken: boolean }[],
    isBroken: async () => ((await (await fetch(`${url}/switch`)).json()) as { broken: boolean }).broken,
    control: async (wanted) => void (await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(wanted) })),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

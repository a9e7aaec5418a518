import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEntry, TargetName } from './log-entry.ts';

/** Long enough to be killed in the middle of it. */
const READ_MS = 30;
const WRITE_MS = 60;

export interface Switch {
  isOn(): boolean;
  read(): Promise<object>;
  write(sent: unknown): Promise<object>;
}

/** A switch as a JSON resource that ends the fault itself at the time in `until`. */
export function aSwitch(target: TargetName, tell: (entry: Omit<LogEntry, 'at'>) => void): Switch {
  let on = false;
  let until: string | null = null;
  let expiry: NodeJS.Timeout | undefined;
  const set = (wanted: boolean, what: 'on' | 'off' | 'expired') => {
    if (wanted !== on) tell({ target, what });
    on = wanted;
    if (!on) until = null;
  };
  return {
    isOn: () => on,
    async read() {
      await sleep(READ_MS);
      return { broken: on, until };
    },
    async write(sent) {
      const wanted = field(sent, 'broken') === true;
      tell({ target, what: wanted ? 'asked on' : 'asked off' });
      await sleep(WRITE_MS);
      clearTimeout(expiry);
      const end = field(sent, 'until');
      set(wanted, wanted ? 'on' : 'off');
      if (wanted && typeof end === 'string') {
        until = end;
        expiry = setTimeout(() => set(false, 'expired'), Math.max(0, Date.parse(end) - Date.now()));
      }
      return { broken: on, until };
    },
  };
}

const field = (sent: unknown, name: string): unknown =>
  typeof sent === 'object' && sent !== null ? Reflect.get(sent, name) : undefined;

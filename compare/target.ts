import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { built } from './built.ts';
import { type Knobs, type TargetEvent, type TargetEventName, USUAL } from './knobs.ts';

/** The application that is broken, in a process of its own. It is asked directly, through neither tool. */
export interface Target {
  readonly url: string;
  /** Everything that ever happened to it, restarts included. */
  readonly events: readonly TargetEvent[];
  /** Resolves when this has happened so often, counted from the start. */
  seen(event: TargetEventName, times?: number): Promise<TargetEvent>;
  set(knobs: Partial<Knobs>): Promise<void>;
  isOn(): Promise<boolean>;
  /** SIGKILL; the switch stays in its file. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
}

const APP = built('compare/target-app.js');
const SEEN_WITHIN_MS = 60_000;

export async function startTarget(folder: string, wanted: Partial<Knobs>): Promise<Target & { stop(): Promise<void> }> {
  const file = join(folder, 'switch');
  const events: TargetEvent[] = [];
  let knobs: Knobs = { ...USUAL, ...wanted };
  let port = 0;
  let child: ChildProcess | undefined;

  const count = (event: TargetEventName): readonly TargetEvent[] => events.filter((one) => one.event === event);
  async function seen(event: TargetEventName, times = 1): Promise<TargetEvent> {
    const limit = Date.now() + SEEN_WITHIN_MS;
    for (;;) {
      const found = count(event)[times - 1];
      if (found !== undefined) return found;
      if (Date.now() > limit) throw new Error(`The target did not see "${event}" ${times} times within 60 s.`);
      await sleep(20);
    }
  }
  async function start(): Promise<void> {
    const started = spawn(process.execPath, [APP, String(port), file, JSON.stringify(knobs)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    child = started;
    createInterface({ input: started.stdout }).on('line', (line) => {
      const event: TargetEvent = JSON.parse(line);
      events.push(event);
    });
    port = (await seen('listening', count('listening').length + 1)).port ?? port;
  }
  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await start();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    events,
    seen,
    async set(more) {
      knobs = { ...knobs, ...more };
      await fetch(`${url}/knobs`, { method: 'PUT', body: JSON.stringify(more) });
    },
    async isOn() {
      try {
        const answer: { on: boolean } = JSON.parse(await (await fetch(`${url}/switch`)).text());
        return answer.on;
      } catch {
        // It is not running: what it would be after a start.
        return readFileSync(file, 'utf8') === 'on';
      }
    },
    kill,
    startAgain: start,
    stop: kill,
  };
}

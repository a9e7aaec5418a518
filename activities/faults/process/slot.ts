import { createHash } from 'node:crypto';
import type { Ports } from '../../ports.ts';
import type { Baseline } from '../driver.ts';

const BETWEEN_LOOKS_MS = 50;

/**
 * The place that a process fills, whoever fills it: its command line without numbers and long hexadecimal words, because a
 * successor may carry another pid, port or container id in it. As a hash, because arguments may hold secrets.
 */
export function slotOf(commandLine: string): string {
  const place = commandLine.replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|\d+/gi, '#');
  return createHash('sha256').update(place).digest('hex').slice(0, 16);
}

export function slotIn({ slot, alike }: Baseline): { readonly slot: string; readonly alike: number } {
  return { slot: String(slot), alike: Number(alike) };
}

/**
 * The smaller count of two looks: for a moment every process that starts another looks like two, and one that dies right
 * after its start is no recovery. Stopped processes do not count.
 */
export async function countAlike(slot: string, ports: Ports, signal: AbortSignal): Promise<number> {
  const first = await count(slot, ports);
  await ports.clock.sleep(BETWEEN_LOOKS_MS, signal);
  return Math.min(first, await count(slot, ports));
}

async function count(slot: string, { processes }: Ports): Promise<number> {
  const alike = (await processes.list()).filter(({ commandLine }) => slotOf(commandLine) === slot);
  const states = await Promise.all(alike.map((process) => processes.stateOf(process)));
  return states.filter((state) => state === 'running').length;
}

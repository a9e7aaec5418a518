import { setTimeout as delay } from 'node:timers/promises';
import { exchange } from '../http/exchange.ts';
import { fieldsOf } from '../http/fields-of.ts';
import type { Role } from '../replication/replica.ts';

export interface NodeHealth {
  readonly name: string;
  readonly role: Role;
  readonly epoch: number;
  readonly committedSequence: number;
  readonly reachesMajority: boolean | null;
}

export interface HealthWatch {
  readonly port: number;
  readonly everyMs: number;
  readonly isStopped: () => boolean;
  /** Null: no answer within `everyMs`. */
  readonly onHealth: (health: NodeHealth | null, askedAtMs: number) => void;
}

export async function watchHealth({ port, everyMs, isStopped, onHealth }: HealthWatch): Promise<void> {
  while (!isStopped()) {
    const askedAtMs = performance.now();
    onHealth(await askHealth(port, everyMs), askedAtMs);
    await delay(askedAtMs + everyMs - performance.now());
  }
}

export async function askHealth(port: number, timeoutMs: number): Promise<NodeHealth | null> {
  try {
    const { body } = await exchange({ port, method: 'GET', path: '/healthz', timeoutMs });
    return isNodeHealth(body) ? body : null;
  } catch {
    return null;
  }
}

function isNodeHealth(body: unknown): body is NodeHealth {
  const { role, epoch } = fieldsOf(body);
  return typeof role === 'string' && typeof epoch === 'number';
}

import { setTimeout as delay } from 'node:timers/promises';
import { type Address, exchange } from '../http/exchange.ts';
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
  readonly address: Address;
  readonly everyMs: number;
  readonly isStopped: () => boolean;
  /** Null: no answer within `everyMs`. */
  readonly onHealth: (health: NodeHealth | null, askedAtMs: number) => void;
}

export async function watchHealth({ address, everyMs, isStopped, onHealth }: HealthWatch): Promise<void> {
  while (!isStopped()) {
    const askedAtMs = performance.now();
    onHealth(await askHealth(address, everyMs), askedAtMs);
    await delay(askedAtMs + everyMs - performance.now());
  }
}

export async function askHealth({ host, port }: Address, timeoutMs: number): Promise<NodeHealth | null> {
  try {
    const { body } = await exchange({ host, port, method: 'GET', path: '/healthz', timeoutMs });
    return isNodeHealth(body) ? body : null;
  } catch {
    return null;
  }
}

function isNodeHealth(body: unknown): body is NodeHealth {
  const { role, epoch } = fieldsOf(body);
  return typeof role === 'string' && typeof epoch === 'number';
}

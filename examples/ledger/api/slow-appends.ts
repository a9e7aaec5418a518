import { setTimeout as delay } from 'node:timers/promises';
import { BadRequest } from '../http/bad-request.ts';
import { fieldsOf } from '../http/fields-of.ts';

export interface SlowAppends {
  readonly enabled: boolean;
  readonly delayMs: number;
  /** ISO time or milliseconds since 1970; null: until it is switched off. */
  readonly expiresAt: string | number | null;
}

const off: SlowAppends = { enabled: false, delayMs: 0, expiresAt: null };
const maxDelayMs = 60_000;

/** The chaos switch. It looks at its expiry each time it is read, so that nobody has to be alive to switch it off. */
export class SlowAppendsSwitch {
  #setting = off;

  read(nowMs = Date.now()): SlowAppends {
    if (hasExpired(this.#setting, nowMs)) this.#setting = off;
    return this.#setting;
  }

  set(setting: SlowAppends): void {
    this.#setting = setting.enabled ? setting : off;
  }

  async delayAppend(): Promise<void> {
    const { enabled, delayMs } = this.read();
    if (enabled) await delay(delayMs);
  }
}

export function parseSlowAppends(body: unknown): SlowAppends {
  const { enabled, delayMs = 0, expiresAt = null, ...others } = fieldsOf(body);
  const hasEnabled = typeof enabled === 'boolean';
  const hasDelay = isDelay(delayMs);
  const hasExpiry = isExpiry(expiresAt);
  const unknown = Object.keys(others);
  if (hasEnabled && hasDelay && hasExpiry && unknown.length === 0) return { enabled, delayMs, expiresAt };
  const problems = [
    hasEnabled ? [] : '"enabled" must be true or false',
    hasDelay ? [] : `"delayMs" must be a number from 0 to ${maxDelayMs}`,
    hasExpiry ? [] : '"expiresAt" must be an ISO time, milliseconds since 1970, or null',
    unknown.map((key) => `"${key}" is not known here`),
  ];
  throw new BadRequest(problems.flat().join('; '));
}

function isDelay(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= maxDelayMs;
}

function isExpiry(value: unknown): value is SlowAppends['expiresAt'] {
  return value === null || Number.isFinite(typeof value === 'string' ? Date.parse(value) : value);
}

function hasExpired({ expiresAt }: SlowAppends, nowMs: number): boolean {
  return expiresAt !== null && new Date(expiresAt).getTime() <= nowMs;
}

import { readlinkSync } from 'node:fs';
import { type Holder, holderState, type HolderState, ourselves } from './undo-records-holder.ts';

/** Two containers may have one host name and one kernel, and still do not see each other's processes. */
interface Holding extends Holder {
  readonly pidNamespace: string;
  readonly by: string;
  readonly nonce: string;
}

export function ourHolding(by: string, nonce: string): string {
  const holding: Holding = { by, ...ourselves(), pidNamespace: pidNamespace(), nonce };
  return JSON.stringify(holding);
}

/**
 * `dead` only when that can be proven: hosts of one name may be two machines, so whatever differs is `elsewhere`. Of our own we
 * know which are in use: one that could not be given back, or whose answer was lost, is not.
 */
export function stateOfHolding(text: string, inUse: ReadonlySet<string>): HolderState {
  const holding = parsed(text);
  const here = ourselves();
  const isHere =
    holding?.host === here.host && holding.bootId === here.bootId && holding.pidNamespace === pidNamespace();
  if (!isHere) return 'elsewhere';
  const isOurs = holding.pid === here.pid && holding.startTicks === here.startTicks;
  return isOurs && !inUse.has(text) ? 'dead' : holderState(holding);
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return 'unknown';
  }
}

function parsed(text: string): Holding | undefined {
  try {
    const holding: Holding = JSON.parse(text);
    return holding;
  } catch {
    return undefined;
  }
}

import type { Log } from '../log/log.ts';

const acknowledgeModes = ['early', 'durable'] as const;
export type AcknowledgeMode = (typeof acknowledgeModes)[number];

export function parseAcknowledgeMode(text: string): AcknowledgeMode | undefined {
  return acknowledgeModes.find((mode) => mode === text);
}

/** What a copy of a record is worth. This is the only difference between the two modes. */
export interface Acknowledge {
  /** How far this node's copy counts towards a majority. */
  heldSequence(log: Log): number;
  /** Awaited between appending records and telling anyone that they are held. */
  afterAppend(log: Log): Promise<void>;
}

export const acknowledgeIn: Readonly<Record<AcknowledgeMode, Acknowledge>> = {
  durable: { heldSequence: (log) => log.durableSequence, afterAppend: (log) => log.flush() },
  // The bug: a copy in memory is taken for a copy, and only --flush-every brings it to the disk.
  early: { heldSequence: (log) => log.lastSequence, afterAppend: () => Promise.resolve() },
};

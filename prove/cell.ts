import type { World, WorldSettings } from './world/world.ts';

export const KINDS = [
  'undisturbed',
  'event',
  'worker killed',
  'server killed',
  'worker frozen',
  'cancel',
  'terminate',
  'terminate all',
  'reset',
  'bad bundle',
  'payload',
  'full disk',
  'never back',
] as const;
export type Kind = (typeof KINDS)[number];

/** What must be true beside the rules for all cells (judge.ts). */
export interface Expectation {
  /** `completed`: as if nothing had happened. `ended`: in whatever way. `nothing`: nobody is there any more to end it. */
  readonly gameDay: 'completed' | 'ended' | 'refused' | 'nothing';
  /** A fault that the target or its guard ends, 30 s after its hold, is a failure where a worker was there to undo it. */
  readonly mayExpire: boolean;
  /** From the moment until the last fault is undone; only where it tells why it was undone, for the machine may be slow. */
  readonly undoneWithinMs: number | undefined;
}

export interface Strike {
  /** To be called right before it. */
  readonly now: (what: string) => void;
  /** Something worth telling that is no failure. */
  readonly note: (text: string) => void;
}

export interface Cell {
  readonly kind: Kind;
  /** Unique; also the name of its folder. */
  readonly name: string;
  /** Spends its time waiting, so many of its kind can run beside each other. */
  readonly waits: boolean;
  readonly world: Partial<Omit<WorldSettings, 'folder' | 'binary'>>;
  readonly expects: Expectation;
  readonly patienceMs: number;
  /** Resolves when everything is set going again; the end of the game day is awaited afterwards. */
  strike(world: World, strike: Strike): Promise<void>;
}

export const USUAL: Pick<Cell, 'waits' | 'world' | 'expects' | 'patienceMs'> = {
  waits: false,
  world: {},
  expects: { gameDay: 'completed', mayExpire: false, undoneWithinMs: undefined },
  patienceMs: 180_000,
};

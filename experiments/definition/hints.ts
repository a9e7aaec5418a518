import { z } from 'zod';

/** What a schema cannot say by itself to an author who made a mistake. The loader turns it into messages. */
export interface Hint {
  /** Completes the sentence "expected …". */
  readonly expected?: string;
  /** A mapping in which exactly one of these keys must be there. */
  readonly exactlyOne?: { readonly what: string; readonly of: readonly string[] };
  /** A union of mappings: the keys by which an author shows which one is meant, in the order of the union. */
  readonly branches?: { readonly what: string; readonly keys: readonly (readonly string[])[] };
  /** Values below may hold `${secret:NAME}`. */
  readonly mayHoldSecrets?: true;
}

export const hints = z.registry<Hint>();

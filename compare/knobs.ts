/** How the target behaves. */
export interface Knobs {
  readonly health: 'fine' | 'fails' | 'fails while on' | 'fails once undone';
  /** So many undos are answered with 503 and not done. */
  readonly refuseUndos: number;
  /** An undo takes so long, and is not done when whoever asked is gone by then. */
  readonly undoTakesMs: number;
  /** Switching on is always done at once; then the connection is cut (`lost`), or the answer comes after 30 s (`late`). */
  readonly answerToOn: 'prompt' | 'lost' | 'late';
}

export const USUAL: Knobs = { health: 'fine', refuseUndos: 0, undoTakesMs: 0, answerToOn: 'prompt' };

export const LATE_MS = 30_000;

export type TargetEventName = 'listening' | 'on' | 'off' | 'undo asked' | 'undo refused' | 'knobs';

export interface TargetEvent {
  readonly event: TargetEventName;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly port?: number;
}

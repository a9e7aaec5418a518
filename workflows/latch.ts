/**
 * A promise that is resolved once from outside. Not the SDK's Trigger: that one rejects when the scope in which it was made is
 * cancelled, and would end the waiting for an undo.
 */
export class Latch<T> {
  readonly opened: Promise<T>;
  #resolve!: (value: T) => void;

  constructor() {
    this.opened = new Promise<T>((resolve) => (this.#resolve = resolve));
  }

  /** The first value counts. */
  open(value: T): void {
    this.#resolve(value);
  }
}

/**
 * A promise that is resolved once from outside. Not the SDK's Trigger: that one rejects when the scope in which it was made is
 * cancelled, and would end the waiting for an undo.
 */
export class Latch<T> {
  readonly opened: Promise<T>;
  readonly #resolve: (value: T) => void;

  constructor() {
    let resolve: (value: T) => void = () => undefined;
    this.opened = new Promise<T>((given) => (resolve = given));
    this.#resolve = resolve;
  }

  /** The first value counts. */
  open(value: T): void {
    this.#resolve(value);
  }
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

const MOST_BUCKETS = 1_000;

/** So many requests a second for each key, and a burst. `now` in milliseconds of a clock that never jumps. */
export class TokenBuckets {
  /** The latest at the end, so that the first is the one to forget. */
  readonly #buckets = new Map<string, Bucket>();
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;

  constructor(perSecond: number, burst: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
  }

  /** False: too many. */
  take(key: string): boolean {
    const at = this.#now();
    const tokens = this.#tokens(key, at);
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_BUCKETS && oldest !== undefined) this.#buckets.delete(oldest);
    return tokens >= 1;
  }

  #tokens(key: string, at: number): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#burst;
    return Math.min(this.#burst, bucket.tokens + ((at - bucket.at) / 1_000) * this.#perSecond);
  }
}

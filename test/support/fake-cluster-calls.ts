import type { Cluster, Written } from '../../activities/cluster.ts';

export interface ClusterCall {
  /** 1 for the first call of the fake. */
  readonly number: number;
  readonly verb: Exclude<keyof Cluster, 'describe'>;
  /** As people say it: `Deployment shop/web`. */
  readonly what: string;
  readonly args: readonly unknown[];
}

/** The next call that it is true of; a number counts the calls from now on, 1 is the next one. */
export type Moment = number | ((call: ClusterCall) => boolean);

interface Trouble {
  readonly at: (call: ClusterCall) => boolean;
  readonly before?: (call: ClusterCall) => void;
  readonly instead?: (call: ClusterCall) => unknown;
  readonly after?: (call: ClusterCall) => void;
}

/** The log of calls, and what a test wants to go wrong in them. */
export class FakeCalls {
  readonly log: ClusterCall[] = [];
  #troubles: Trouble[] = [];

  /** Somebody else acts right before that call. */
  before(moment: Moment, act: (call: ClusterCall) => void): void {
    this.#add(moment, { before: act });
  }

  /** That call has no effect, and fails. */
  failAt(moment: Moment, error: Error): void {
    this.#add(moment, { before: () => void thrown(error) });
  }

  /** That call has its effect, but its answer never arrives. */
  loseAnswerAt(moment: Moment, error: Error): void {
    this.#add(moment, { after: () => void thrown(error) });
  }

  /** That write has no effect, and is answered as if somebody else had been quicker. */
  conflictAt(moment: Moment, detail: string): void {
    this.#add(moment, {
      instead: ({ verb }) => {
        if (verb === 'delete') return 'conflict';
        return { outcome: 'conflict', detail } satisfies Written;
      },
    });
  }

  async run<T>(
    verb: ClusterCall['verb'],
    what: string,
    args: readonly unknown[],
    work: () => T | Promise<T>,
  ): Promise<T> {
    const call: ClusterCall = { number: this.log.length + 1, verb, what, args };
    this.log.push(call);
    const mine = this.#troubles.filter((trouble) => trouble.at(call));
    this.#troubles = this.#troubles.filter((trouble) => !mine.includes(trouble));
    for (const { before } of mine) before?.(call);
    const instead = mine.find((trouble) => trouble.instead !== undefined)?.instead;
    const answer = instead === undefined ? await work() : (instead(call) as T);
    for (const { after } of mine) after?.(call);
    return structuredClone(answer);
  }

  #add(moment: Moment, trouble: Omit<Trouble, 'at'>): void {
    const first = this.log.length;
    const at = typeof moment === 'number' ? (call: ClusterCall) => call.number === first + moment : moment;
    this.#troubles.push({ at, ...trouble });
  }
}

function thrown(error: Error): never {
  throw error;
}

import type { AtMs } from '../experiments/definition/outcome.ts';
import type { Resume, SafetySwitchStatus, SwitchPull } from './messages.ts';

/** What goes on in the next run of a switch that was pulled very often. */
export type SwitchState = Omit<SafetySwitchStatus, 'pulled'>;

export interface SafetySwitchOutcome extends SafetySwitchStatus {
  readonly resumed: Resume;
  readonly resumedAt: AtMs;
}

const LAST_PULLS = 20;
const LAST_STOPPED = 500;
const SHOWN = 50;

/** What is known about a switch while it is engaged; workflow state, rebuilt by replay. */
export class PulledSwitch {
  readonly pull: SwitchPull;
  resumed: Resume | undefined;
  #again: readonly SwitchPull[];
  #stopped: readonly string[];
  #stoppedCount: number;

  /** Somebody in the Temporal UI may start it without any input. */
  constructor(given: Partial<SwitchPull> | undefined, before: SwitchState | undefined) {
    this.pull = asPull(given);
    this.#again = before?.again ?? [];
    this.#stopped = before?.stopped ?? [];
    this.#stoppedCount = before?.stoppedCount ?? 0;
  }

  /** Also when it was just being released: whoever pulls it last decides. */
  pullAgain(pull: Partial<SwitchPull> | undefined): void {
    this.resumed = undefined;
    this.#again = [...this.#again, asPull(pull)].slice(-LAST_PULLS);
  }

  resume(given: Partial<Resume> | undefined): void {
    this.resumed = { by: words(given?.by, SOMEBODY), comment: words(given?.comment, '') };
  }

  addStopped(ids: readonly string[]): void {
    const added = ids.filter((id) => !this.#stopped.includes(id));
    this.#stopped = [...this.#stopped, ...added].slice(-LAST_STOPPED);
    this.#stoppedCount += added.length;
  }

  state(): SwitchState {
    return { again: this.#again, stopped: this.#stopped, stoppedCount: this.#stoppedCount };
  }

  status(): SafetySwitchStatus {
    return { pulled: this.pull, ...this.state() };
  }

  outcome(): SafetySwitchOutcome {
    return { ...this.status(), resumed: this.resumed!, resumedAt: Date.now() };
  }

  /** For the Temporal UI. */
  details(): string {
    const { by, reason, at } = this.pull;
    return [
      `**The safety switch is on** since ${utc(at)}, pulled by **${text(by)}**: ${text(reason)}`,
      ...this.#again.map((one) => `\nPulled again at ${utc(one.at)} by **${text(one.by)}**: ${text(one.reason)}`),
      '\nWhile it is on no fault begins, and every game day is ordered to put everything back.',
      '\nRelease it: `gameday resume --as NAME --comment TEXT`, or send the signal `resume` with `{"by": "..."}`.',
      ...(this.#stoppedCount === 0 ? [] : [`\n${this.#stoppedCount} game day(s) ordered to stop:\n`]),
      ...this.#stopped.slice(-SHOWN).map((id) => `- ${text(id)}`),
    ].join('\n');
  }
}

const SOMEBODY = 'somebody in the Temporal UI';

/** What a person typed into the Temporal UI may be anything; a task of this workflow must not fail for it. */
function asPull(given: Partial<SwitchPull> | undefined): SwitchPull {
  const at: unknown = given?.at;
  return {
    by: words(given?.by, SOMEBODY),
    reason: words(given?.reason, 'no reason given'),
    at: typeof at === 'number' && Number.isSafeInteger(at) ? at : Date.now(),
  };
}

const words = (given: unknown, otherwise: string): string => (typeof given === 'string' ? given : otherwise);
const text = (given: string): string => given.replaceAll('\n', ' ');
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

import type { Notice, Notifications } from '../activities/ports.ts';
import type { StuckFinding } from '../client/stuck/finding.ts';
import type { StuckLook } from '../client/stuck/look-for-stuck.ts';

/** A bad deploy sticks everything at once; what is not told in one look is told in the next. */
const PAGES_PER_LOOK = 20;
/** A stuck undo is told by its workflow. When it lasts we tell it too, in case nobody heard. */
const TOLD_BY_WORKFLOW_MS = 300_000;

export interface BookLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

interface Entry {
  readonly finding: StuckFinding;
  readonly firstSeenAt: number;
  paged: boolean;
}

/** What is known to be stuck, so that each is logged and told once, again when it changed, and when it is over. */
export class StuckBook {
  readonly #entries = new Map<string, Entry>();
  readonly #notifications: Notifications;
  readonly #log: BookLog;
  readonly #signal: AbortSignal;
  #wasPartial = false;

  constructor(notifications: Notifications, log: BookLog, signal: AbortSignal) {
    this.#notifications = notifications;
    this.#log = log;
    this.#signal = signal;
  }

  async compare({ stuck, isPartial }: StuckLook, now: number): Promise<void> {
    if (isPartial && !this.#wasPartial)
      this.#log.warn({ event: 'not everything was looked at' }, 'too many workflows run to look at each of them');
    this.#wasPartial = isPartial;
    for (const finding of stuck) this.#note(finding, now);
    // What a partial look did not show may be stuck all the same.
    if (!isPartial) await this.#closeAllBut(new Set(stuck.map(({ id }) => id)), now);
    const untold = [...this.#entries.values()].filter((entry) => isDue(entry, now)).slice(0, PAGES_PER_LOOK);
    for (const entry of untold) {
      if (this.#signal.aborted) return;
      entry.paged = await this.#tell(pageOf(entry.finding, now));
    }
  }

  #note(finding: StuckFinding, now: number): void {
    const known = this.#entries.get(finding.id);
    if (known === undefined || gist(known.finding) !== gist(finding))
      this.#log.error({ event: 'stuck', ...finding }, `stuck: ${finding.workflowId}: ${finding.what}`);
    this.#entries.set(finding.id, { finding, firstSeenAt: known?.firstSeenAt ?? now, paged: known?.paged ?? false });
  }

  async #closeAllBut(ids: ReadonlySet<string>, now: number): Promise<void> {
    for (const [id, { finding, paged }] of this.#entries) {
      if (ids.has(id)) continue;
      const { workflowId, what } = finding;
      this.#entries.delete(id);
      this.#log.info({ event: 'no longer stuck', id, workflowId, what }, `no longer stuck: ${workflowId}: ${what}`);
      if (paged) await this.#tell(overOf(finding, now));
    }
  }

  async #tell(notice: Notice): Promise<boolean> {
    try {
      await this.#notifications.page(notice);
      return true;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#log.error({ event: 'notice failed', noticeId: notice.id, problem }, 'nobody was told');
      return false;
    }
  }
}

/** Failures often tell numbers that change from attempt to attempt; that is no news. */
const gist = ({ what, lastFailure = '' }: StuckFinding): string => `${what}\n${lastFailure.replaceAll(/\d+/g, '#')}`;

function isDue({ finding, firstSeenAt, paged }: Entry, now: number): boolean {
  if (paged) return false;
  return finding.because !== 'undo fails' || now - firstSeenAt >= TOLD_BY_WORKFLOW_MS;
}

function pageOf(finding: StuckFinding, now: number): Notice {
  const { what, lastFailure, next, notRestored, workflowId } = finding;
  return {
    ...about(finding, now),
    severity: 'page',
    title: `${notRestored ? 'NOT RESTORED' : 'Stuck'}: ${workflowId}: ${what}`,
    text: `${lastFailure === undefined ? '' : `Last failure: ${lastFailure.replace(/\.$/, '')}. `}${next}`,
  };
}

function overOf(finding: StuckFinding, now: number): Notice {
  const { what, workflowId } = finding;
  return {
    ...about(finding, now),
    severity: 'info',
    title: `No longer stuck: ${workflowId}`,
    text: `This is over: ${what}.`,
  };
}

const about = ({ id, gameDay, workflowId, faultId, link }: StuckFinding, now: number) => ({
  id,
  gameDay,
  workflowId,
  fault: faultId,
  link,
  at: new Date(now).toISOString(),
});

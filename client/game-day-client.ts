import type { GameDayPlan } from '../experiments/definition/plan.ts';
import type { Abort, ExperimentStatus, GameDayStatus, Resume, SwitchPull, Vote } from '../workflows/messages.ts';
import type { PlanPreview } from '../workflows/questions.ts';
import { abortGameDay } from './requests/abort.ts';
import { type ListedGameDay, type ListFilter, listGameDays } from './requests/list.ts';
import { hasWorker } from './requests/has-worker.ts';
import { previewPlan } from './requests/preview.ts';
import { readReport, type ReportFormat } from './requests/report.ts';
import { abortAllRunning, pullSafetySwitch, readSafetySwitch, releaseSafetySwitch } from './requests/safety-switch.ts';
import { type Settlement, settleFault } from './requests/settle.ts';
import { type StartedGameDay, startGameDay } from './requests/start.ts';
import { readExperimentStatus, readStatus } from './requests/status.ts';
import { findStuck } from './requests/stuck.ts';
import { castVote } from './requests/vote.ts';
import type { AbortedGameDay } from './safety-switch/abort-running.ts';
import type { Engagement } from './safety-switch/engage-switch.ts';
import type { Release } from './safety-switch/release-switch.ts';
import { openSession, type Session } from './session/session.ts';
import { type ConnectionFlags, type ConnectionSettings, connectionSettings } from './session/settings.ts';
import type { StuckLook } from './stuck/look-for-stuck.ts';
import type { GameDayView } from './watch/view.ts';
import { type WatchOptions, watchGameDay } from './watch/watch.ts';

/**
 * Game days from a program: start, follow, answer, stop. Failures that a person can act on are `ClientFailure`s, with a
 * text that says what to do and the exit code that the command line would give.
 */
export class GameDayClient {
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  /** Address, namespace, TLS and API key come from the flags, from TEMPORAL_* or from a profile of `temporal config`. */
  static async connect(flags: ConnectionFlags = {}, env: NodeJS.ProcessEnv = process.env): Promise<GameDayClient> {
    return GameDayClient.connectTo(connectionSettings(flags, env));
  }

  static async connectTo(settings: ConnectionSettings): Promise<GameDayClient> {
    return new GameDayClient(await openSession(settings));
  }

  start(plan: GameDayPlan): Promise<StartedGameDay> {
    return startGameDay(this.session, plan);
  }

  status(id: string): Promise<GameDayStatus> {
    return readStatus(this.session, id);
  }

  experimentStatus(id: string): Promise<ExperimentStatus> {
    return readExperimentStatus(this.session, id);
  }

  /** Ends when the game day is over, or with the signal. Survives restarts of worker and server. */
  watch(id: string, options?: WatchOptions): AsyncGenerator<GameDayView, void> {
    return watchGameDay(this.session, id, options);
  }

  /** Puts everything back and stops. Watch it to see when that is done. */
  abort(id: string, order: Abort): Promise<void> {
    return abortGameDay(this.session, id, order);
  }

  /** Who pulled the safety switch of this namespace; undefined when it is released. */
  safetySwitch(): Promise<SwitchPull | undefined> {
    return readSafetySwitch(this.session);
  }

  /** Pulls the safety switch: from now on no fault begins, and the workers stop every game day. */
  halt(order: Abort): Promise<Engagement> {
    return pullSafetySwitch(this.session, order);
  }

  /** Stops the game days that run now, without the workflow of the switch. */
  abortAll(order: Abort, known: ReadonlySet<string> = new Set()): Promise<readonly AbortedGameDay[]> {
    return abortAllRunning(this.session, order, known);
  }

  /** Releases the safety switch. */
  resume(resume: Resume): Promise<Release> {
    return releaseSafetySwitch(this.session, resume);
  }

  vote(id: string, vote: Vote): Promise<string> {
    return castVote(this.session, id, vote);
  }

  /** Closes by hand a fault whose undo is stuck. */
  settle(id: string, settlement: Settlement): Promise<string> {
    return settleFault(this.session, id, settlement);
  }

  list(filter: ListFilter): Promise<ListedGameDay[]> {
    return listGameDays(this.session, filter);
  }

  /** What does not go on by itself, for whatever reason. Needs no worker. */
  stuck(): Promise<StuckLook> {
    return findStuck(this.session);
  }

  /** What a worker would do with the plan right now. Changes nothing. */
  preview(plan: GameDayPlan): Promise<PlanPreview> {
    return previewPlan(this.session, plan);
  }

  /** Whether a worker has polled lately; without one everything waits. */
  hasWorker(): Promise<boolean> {
    return hasWorker(this.session);
  }

  report(id: string, format: ReportFormat): Promise<string> {
    return readReport(this.session, id, format);
  }

  async close(): Promise<void> {
    await this.session.connection.close();
  }
}

import { type Abort, haltOrder, type Resume, type SwitchPull } from '../../workflows/messages.ts';
import { type AbortedGameDay, abortRunning } from '../safety-switch/abort-running.ts';
import { type Engagement, engageSwitch } from '../safety-switch/engage-switch.ts';
import { readSwitch } from '../safety-switch/read-switch.ts';
import { type Release, releaseSwitch } from '../safety-switch/release-switch.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.ts';

const NAME = 'the safety switch';

/** Who pulled it; undefined when it is released. */
export const readSafetySwitch = (session: Session): Promise<SwitchPull | undefined> =>
  ask(session, NAME, () => readSwitch(session.client));

export const pullSafetySwitch = (session: Session, order: Abort): Promise<Engagement> =>
  ask(session, NAME, () => engageSwitch(session.client, order));

export const releaseSafetySwitch = (session: Session, resume: Resume): Promise<Release> =>
  ask(session, NAME, () => releaseSwitch(session.client, resume));

/** Like the workflow of the switch, so that a halt works although that workflow does not. */
export const abortAllRunning = (
  session: Session,
  order: Abort,
  known: ReadonlySet<string>,
): Promise<readonly AbortedGameDay[]> =>
  ask(session, NAME, () => abortRunning(session.client, haltOrder(order), known));

import {
  type ExperimentStatus,
  experimentStatus,
  type GameDayStatus,
  gameDayStatus,
} from '../../workflows/messages.ts';
import { invalid } from '../failure.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.ts';

export const readStatus = (session: Session, id: string): Promise<GameDayStatus> =>
  ask(session, id, () => queryStatus(session, id));

export const readExperimentStatus = (session: Session, id: string): Promise<ExperimentStatus> =>
  ask(session, id, () => session.client.workflow.getHandle(id).query(experimentStatus));

export async function queryStatus({ client }: Session, id: string): Promise<GameDayStatus> {
  const status = await client.workflow.getHandle(id).query(gameDayStatus);
  // Experiments and faults answer a query of the same name.
  if (!('steps' in status)) throw invalid(`${id} is not a game day. See: gameday list`);
  return status;
}

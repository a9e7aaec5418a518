import { type Vote, voteUpdate } from '../../workflows/messages.ts';
import type { Session } from '../session/session.ts';
import { order } from './order.ts';

export const castVote = (session: Session, id: string, vote: Vote): Promise<string> =>
  order(session, id, voteUpdate, vote);

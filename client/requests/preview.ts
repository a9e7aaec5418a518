import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import type { PlanPreview } from '../../workflows/questions.ts';
import type { Session } from '../session/session.ts';
import { question } from './question.ts';

/** What a worker would do with the plan right now. Changes nothing. */
export const previewPlan = (session: Session, plan: GameDayPlan): Promise<PlanPreview> =>
  question(session, 'previewPlan', plan);

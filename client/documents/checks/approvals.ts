import type { GameDayDocument } from '../../../experiments/definition/game-day.ts';
import type { GameDayCheck } from './check.ts';

type Approval = Extract<GameDayDocument['steps'][number], { approval: unknown }>['approval'];

/** The people whose approval counts; empty: anybody. */
export function approversOf({ who }: Approval, { people }: GameDayDocument): readonly string[] {
  return [...new Set(who === 'approvers' ? people.approvers : who)];
}

/** An approval that can never be given would only be noticed when it expires. */
export function approvalsCanBeGiven(requestedBy: string): GameDayCheck {
  return (document, complain, has) => {
    document.steps.forEach((step, index) => {
      if (!('approval' in step)) return;
      const path = ['steps', index, 'approval'];
      const { quorum, fourEyes, who } = step.approval;
      const approvers = approversOf(step.approval, document);
      if (who === 'approvers' && approvers.length === 0 && has([...path, 'who'])) {
        complain([...path, 'who'], 'nobody is listed under people.approvers; list them there, or name people here');
      }
      if (approvers.length === 0) return;
      const counted = fourEyes ? approvers.filter((one) => one !== requestedBy) : approvers;
      if (quorum <= counted.length) return;
      const why =
        counted.length < approvers.length ? ` (${requestedBy} starts it, and fourEyes does not count that person)` : '';
      const place = has([...path, 'quorum']) ? [...path, 'quorum'] : path;
      complain(
        place,
        `${quorum} must approve, but only ${counted.length} can${why}; list more people, or lower the quorum`,
      );
    });
  };
}

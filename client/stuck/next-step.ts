import { commands } from '../render/commands.ts';
import type { Place, StuckWorkflow } from './finding.ts';
import type { Because, Reason } from './reason.ts';

interface Known {
  readonly day: { readonly id: string; readonly flags: string };
  readonly fault: string;
  readonly activity: string;
  /** Options of the `temporal` command line that lead to the workflow. */
  readonly there: string;
}

const NEXT: { readonly [B in Because]: (known: Known) => string } = {
  'task fails': ({ there }) =>
    'Start a worker of the version that began it; the log of the worker says what fails. ' +
    `Details: temporal workflow describe ${there}`,
  'no worker': () => 'Start a worker (gameday worker), or look at why those that run take nothing.',
  'workflow paused': ({ there }) => `Let it go on: temporal workflow unpause ${there}`,
  'activity paused': ({ there, activity }) =>
    `Let it go on: temporal activity unpause --activity-id ${activity} ${there}`,
  'activity fails': ({ day }) => `Repair what the last failure names; it goes on trying. See: ${commands.status(day)}`,
  'activity waits': () =>
    'Start a worker (gameday worker), or give it more slots (GAMEDAY_MAX_ACTIVITIES, GAMEDAY_MAX_UNDOS).',
  'undo fails': ({ day, fault }) => `Repair the target, or undo it by hand and say so: ${commands.settle(day, fault)}`,
  overdue: ({ day }) =>
    `Look at the target now, and undo it by hand if it is still broken. See: ${commands.status(day)}`,
};

/** What a person can do, told for somebody who was woken up for it. */
export function nextStep(workflow: StuckWorkflow, { because, activityId = '' }: Reason, place: Place): string {
  return NEXT[because]({
    day: { id: workflow.gameDay ?? 'GAME_DAY', flags: place.flags },
    fault: workflow.faultId ?? 'FAULT',
    activity: activityId,
    there: `--workflow-id ${quoted(workflow.workflowId)} --address ${place.address} --namespace ${place.namespace}`,
  });
}

/** Ids hold names of targets. */
const quoted = (text: string): string => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

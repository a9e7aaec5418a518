import type { GameDayPlan, PlannedStep } from '../../experiments/definition/plan.ts';
import { span } from '../render/time.ts';

/** One line for the list of the Temporal UI. */
export const planSummary = (plan: GameDayPlan): string =>
  [plan.name, plan.environment, ...(plan.team === undefined ? [] : [plan.team])].join(' · ');

/** What is going to happen, as Markdown for the Temporal UI; written once, at the start. */
export function planDetails(plan: GameDayPlan): string {
  const { people } = plan;
  const roles = [
    ['owner', people.owner],
    ['facilitator', people.facilitator],
    ['on call', people.onCall],
  ].filter(([, name]) => name !== undefined);
  return [
    plan.objective,
    '',
    `Environment **${plan.environment}** · requested by **${plan.requestedBy}** · plan \`${plan.hash.slice(0, 12)}\``,
    ...(roles.length === 0 ? [] : ['', roles.map(([role, name]) => `${role}: **${name}**`).join(' · ')]),
    '',
    '| # | step | what |',
    '| --- | --- | --- |',
    ...plan.steps.map((step, index) => `| ${index + 1} | ${cell(step.name)} | ${cell(whatOf(step))} |`),
  ].join('\n');
}

function whatOf(step: PlannedStep): string {
  switch (step.kind) {
    case 'experiment':
      return step.experiment.groups.map((group) => `${group.name} for ${span(group.holdMs)}`).join(', then ');
    case 'pause':
      return `pause of ${span(step.ms)}`;
    case 'approval':
      return `approval by ${step.quorum} of ${step.who.length === 0 ? 'anybody' : step.who.join(', ')}`;
    default:
      return step satisfies never;
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

import type { GameDayPlan, PlannedStep } from '../../experiments/definition/plan.ts';
import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { ExperimentPreview, FaultPreview, PlanPreview } from '../../workflows/questions.ts';
import { bad, bold, dim, good, type Line, type Style, warn, whole } from './line.ts';
import { span } from './time.ts';

/** The dry run for reading: what would happen, in order, to whom, and how each of it ends. */
export function planText(plan: GameDayPlan, preview: PlanPreview, style: Style): string {
  const waiting = [...preview.experiments];
  const lines: Line[] = [
    [bold(plan.name), dim(`  ${plan.environment} · plan hash ${plan.hash.slice(0, 12)} · resolved on ${preview.host}`)],
    [plan.objective],
    ...checkLines('guardrails', preview.guardrails),
    ...plan.steps.flatMap((step, index) => [
      [],
      ...stepLines(step, index, step.kind === 'experiment' ? waiting.shift() : undefined),
    ]),
    [],
    ['It may take ', bold(span(preview.longestMs)), ' at the longest, pauses and approvals included.'],
    ...refusalLines(preview),
    ['Nothing was changed.'],
  ];
  return lines.map((line) => whole(line, style)).join('\n');
}

/** Why the game day would be refused before any fault. */
export function refusals({ guardrails, experiments }: PlanPreview): readonly string[] {
  return [
    ...against('guardrail', guardrails),
    ...experiments.flatMap((one) => [
      ...against(`${one.name}: guardrail`, one.guardrails),
      ...against(`${one.name}: steady state`, one.steadyState),
      ...(one.clone?.problem === undefined ? [] : [`${one.name}: environment: ${one.clone.problem}`]),
      ...one.groups.flatMap(({ faults }) =>
        faults.flatMap(({ name, problem }) =>
          problem === undefined ? [] : [`${one.name}: fault ${name}: ${problem}`],
        ),
      ),
    ]),
  ];
}

const against = (kind: string, checks: readonly CheckResult[]): readonly string[] =>
  checks
    .filter(({ result }) => result !== 'met')
    .map(({ name, result, detail }) => `${kind} ${name} ${result}: ${detail}`);

function refusalLines(preview: PlanPreview): Line[] {
  const reasons = refusals(preview);
  if (reasons.length === 0) return [];
  return [[bad('It would be refused now:')], ...reasons.map((reason): Line => ['  ', reason])];
}

function stepLines(step: PlannedStep, index: number, preview: ExperimentPreview | undefined): Line[] {
  const title = (kind: string): Line => [`${index + 1}. `, bold(step.name), dim(`  ${kind}`)];
  switch (step.kind) {
    case 'pause':
      return [title(`pause of ${span(step.ms)}`)];
    case 'approval':
      return [
        title('approval'),
        [
          `   ${step.quorum} of ${step.who.join(', ') || 'anybody'}${step.fourEyes ? ', not the person who started it' : ''}`,
        ],
        [`   expires after ${span(step.expiresMs)}, then: ${step.onExpiry}`],
      ];
    case 'experiment':
      return [title('experiment'), [`   ${step.experiment.hypothesis}`], ...(preview ? experimentLines(preview) : [])];
    default:
      return step satisfies never;
  }
}

function experimentLines({ guardrails, steadyState, snapshot, clone, groups, longestMs }: ExperimentPreview): Line[] {
  const blastRadius = new Set(groups.flatMap(({ faults }) => faults.flatMap(({ targets }) => targets)));
  return [
    ...checkLines('   guardrails', guardrails),
    ...checkLines('   steady state', steadyState),
    ...(snapshot === undefined ? [] : [['   snapshot: ', snapshot] satisfies Line]),
    ...(clone === undefined ? [] : cloneLines(clone)),
    [
      '   blast radius: ',
      ...(blastRadius.size === 0
        ? [bad('no target')]
        : [`${blastRadius.size} target(s): ${[...blastRadius].join(', ')}`]),
    ],
    ...groups.flatMap(({ name, holdMs, rounds, faults }) => [
      [`   fault group ${name}, held for ${span(holdMs)}`] satisfies Line,
      ...(rounds === undefined ? [] : [roundsLine(rounds, holdMs)]),
      ...faults.flatMap(faultLines),
    ]),
    [`   takes ${span(longestMs)} at the longest`],
  ];
}

const cloneLines = ({ text, expiry }: NonNullable<ExperimentPreview['clone']>): Line[] => [
  ['   environment: ', text],
  ['     undo owed: it is removed with all that is in it, and that is verified'],
  [`     if everything of ours is gone: ${expiry}`],
];

/** How long a recovery takes is not known before, so the rounds are never closer than the hold. */
const roundsLine = (rounds: number, holdMs: number): Line => [
  `     ${rounds} rounds, each ${span(holdMs)} and its recovery after the one before, each with targets that are resolved anew`,
];

function faultLines(preview: FaultPreview): Line[] {
  const { name, fault, undo, expiry, touches = [], touchesProblem } = preview;
  return [
    ['     ', bold(name), ` (${fault})`],
    targetLine(preview),
    ...(touches.length === 0 ? [] : [[`       touches: ${touches.join(', ')}`] satisfies Line]),
    ...(touchesProblem === undefined
      ? []
      : [['       ', warn(`touches: not known: ${touchesProblem}`)] satisfies Line]),
    [`       undo owed: ${undo}`],
    [`       if everything of ours is gone: ${expiry}`],
  ];
}

function targetLine({ matched, targets, problem, skipped }: FaultPreview): Line {
  if (problem !== undefined) return ['       ', bad(`no target: ${problem}`)];
  if (skipped !== undefined) return ['       ', warn(`would be skipped: ${skipped}`)];
  return [`       on ${targets.join(', ')}${dimCount(matched, targets.length)}`];
}

const dimCount = (matched: number, taken: number): string =>
  matched === taken ? '' : ` (${taken} of ${matched} that match)`;

function checkLines(label: string, checks: readonly CheckResult[]): Line[] {
  if (checks.length === 0) return [];
  const word = { met: good('met'), 'not met': bad('NOT MET'), unknown: warn('UNKNOWN') };
  return [
    [`${label}:`],
    ...checks.map(
      ({ name, result, detail }): Line => [
        label.startsWith(' ') ? '     ' : '  ',
        word[result],
        ` ${name}`,
        dim(`  ${detail}`),
      ],
    ),
  ];
}

import { bold, dim, type Line, type Style, whole } from '../../client/render/line.ts';
import { span } from '../../client/render/time.ts';
import { faultLine, lostWriteText } from '../../client/render/verdict.ts';
import { hypothesisWord, restoredWord } from '../../client/render/words.ts';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import { lostWrites } from './unexpected.ts';

interface DemoResult {
  readonly early: GameDayOutcome | undefined;
  readonly durable: GameDayOutcome | undefined;
  readonly reports: readonly string[];
}

const LOST_SHOWN = 5;

/** Both experiments beside each other: the same fault, the same hypothesis, two verdicts. */
export function summary({ early, durable, reports }: DemoResult, style: Style): string {
  const lines: Line[] = [
    [],
    [bold('The same experiment, twice')],
    ...(early ? partLines('1  acknowledge early', early, style) : []),
    ...(durable ? partLines('2  acknowledge durable', durable, style) : []),
    ...reports.map((path, index): Line => [dim(`report ${index + 1}  `), path]),
    [],
    ['Both reports open in a browser. Next: `npx gameday dev` in one terminal, `npx gameday --help` in another.'],
  ];
  return lines.map((line) => whole(line, style)).join('\n');
}

function partLines(title: string, outcome: GameDayOutcome, style: Style): Line[] {
  const accounts = outcome.experiments.flatMap(({ slis }) => slis.flatMap(({ writes }) => (writes ? [writes] : [])));
  const acknowledged = accounts.reduce((sum, one) => sum + one.acknowledged, 0);
  const outage = Math.max(0, ...accounts.map(({ longestOutageMs }) => longestOutageMs));
  const shown = accounts.flatMap((one) => one.lostWrites).slice(0, LOST_SHOWN);
  const lost = lostWrites(outcome);
  return [
    [bold(title), '  hypothesis: ', hypothesisWord(outcome.verdict), ', restored: ', restoredWord(outcome.verdict)],
    [`   ${lost} of ${acknowledged} acknowledged writes lost; longest time without a write: ${span(outage)}`],
    ...shown.map((write): Line => [dim(`     ${lostWriteText(write, style)}`)]),
    ...(lost > shown.length && shown.length > 0 ? [[dim(`     and ${lost - shown.length} more`)] satisfies Line] : []),
    ...outcome.experiments.flatMap(({ faults, breachToUndoneMs }): Line[] => [
      ...faults.map((fault): Line => ['   ', ...faultLine(fault)]),
      ...(breachToUndoneMs === undefined
        ? []
        : [[`   breach seen → everything undone: ${span(breachToUndoneMs)}`] satisfies Line]),
    ]),
    [],
  ];
}

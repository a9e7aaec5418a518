import type { StuckFinding } from '../stuck/finding.ts';
import type { StuckLook } from '../stuck/look-for-stuck.ts';
import { bad, bold, dim, type Line, link as linkTo, type Style, whole } from './line.ts';
import { wholeSeconds } from './time.ts';

/** What is stuck, the most urgent first, each with what to do. Nothing is cut: it is copied from. */
export function stuckListText({ stuck, isPartial }: StuckLook, now: number, style: Style): string {
  const lines: Line[] = stuck.flatMap((one) => [...block(one, now), []]);
  if (isPartial) lines.push(['Not everything was looked at: too many workflows run. Others may be stuck too.']);
  else if (stuck.length === 0) lines.push(['Nothing is stuck.']);
  return lines
    .map((line) => whole(line, style))
    .join('\n')
    .trimEnd();
}

function block(finding: StuckFinding, now: number): Line[] {
  const { type, workflowId, what, since, gameDay, lastFailure, next, link, notRestored } = finding;
  return [
    [bad(notRestored ? 'NOT RESTORED' : 'STUCK'), '  ', bold(`${type} ${workflowId}`)],
    ...row('what', what),
    ...row(
      'since',
      `${new Date(since).toISOString().slice(0, 19).replace('T', ' ')} UTC (${wholeSeconds(now - since)})`,
    ),
    ...row('game day', gameDay),
    ...row('last failure', lastFailure),
    ...row('next', next),
    ...(link === undefined ? [] : [[dim(`  ${'UI'.padEnd(14)}`), linkTo(link)]]),
  ];
}

const row = (label: string, text: string | undefined): Line[] =>
  text === undefined ? [] : [[dim(`  ${label.padEnd(14)}`), text]];

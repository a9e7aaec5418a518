import type { SweeperReport } from '../experiments/definition/sweep.ts';
import { CLUSTER_SWEEPER } from './messages.ts';

/** For the Temporal UI: one line when there is nothing to say. */
export function sweeperDetails({ counts, undone, left, owned }: SweeperReport, host: string): string {
  const byHand = host === CLUSTER_SWEEPER ? '`gameday sweep --kubernetes`' : `\`gameday sweep\` on ${host}`;
  const summary = `**${host}**: ${counts.undone} undone, ${counts.left} left, ${counts.owned} with a living owner`;
  return [
    counts.left > 0 ? `${summary}. **NOT RESTORED**: look at what is left, then run ${byHand}.` : summary,
    ...listed('Left', left),
    ...listed('Undone', undone),
    ...listed('With a living owner', owned),
  ].join('\n');
}

const listed = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, '', ...lines.map((line) => `- ${line.replaceAll('\n', ' ')}`)];

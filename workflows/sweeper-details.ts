import type { SweeperReport } from '../experiments/definition/sweep.ts';

/** For the Temporal UI: one line when there is nothing to say. */
export function sweeperDetails({ host, counts, undone, left, owned }: SweeperReport): string {
  const summary = `**${host}**: ${counts.undone} undone, ${counts.left} left, ${counts.owned} with a living owner`;
  return [
    counts.left > 0
      ? `${summary}. **NOT RESTORED**: look at what is left, then run \`gameday sweep\` on ${host}.`
      : summary,
    ...listed('Left', left),
    ...listed('Undone', undone),
    ...listed('With a living owner', owned),
  ].join('\n');
}

const listed = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, '', ...lines.map((line) => `- ${line.replaceAll('\n', ' ')}`)];

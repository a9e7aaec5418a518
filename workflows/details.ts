import type { ExperimentStatus, GameDayStatus } from './messages.ts';

/** Tables for the Temporal UI (GitHub Markdown; images and HTML are stripped there). */
export function gameDayDetails(status: GameDayStatus): string {
  const lines = [`**${cell(status.objective)}**`, '', '| step | kind | state | verdict |', '| --- | --- | --- | --- |'];
  for (const [index, step] of status.steps.entries()) {
    const { verdict } = step;
    const text = verdict
      ? `hypothesis **${verdict.hypothesis}**, ${verdict.ended}, restored **${verdict.restored}**`
      : cell(step.note ?? '');
    lines.push(`| ${index + 1}. ${cell(step.name)} | ${step.kind} | ${step.state} | ${text} |`);
  }
  const { approval, reports } = status;
  if (approval) {
    lines.push(
      '',
      `Waiting for approval of step ${approval.step} (${approval.approvedBy.length} of ${approval.quorum}) until ${utc(approval.expiresAt)}.`,
    );
    lines.push(
      `\`gameday approve ${status.id} --step ${approval.step} --as NAME --comment TEXT\`, or send the signal \`approve\` with your name.`,
    );
  }
  if (reports) lines.push('', `Report: \`${reports.html}\``);
  if (!status.outcome)
    lines.push(
      '',
      `Put everything back and stop: \`gameday abort ${status.id} --reason TEXT\`, or Request Cancellation.`,
    );
  return lines.join('\n');
}

export function experimentDetails(status: ExperimentStatus): string {
  const lines = [
    `**${status.phase}** since ${utc(status.phaseSince)}${status.phaseEndsAt ? `, until ${utc(status.phaseEndsAt)} at most` : ''}`,
  ];
  if (status.group)
    lines.push('', `Faults ${status.group.index + 1} of ${status.group.count}: ${cell(status.group.name)}`);
  if (status.faults.length > 0) {
    lines.push('', '| fault | target | state | since | ends by itself |', '| --- | --- | --- | --- | --- |');
    for (const fault of status.faults) {
      const state = fault.problem ? `${fault.state}: ${cell(fault.problem)}` : fault.state;
      lines.push(
        `| ${cell(fault.name)} | ${cell(fault.target)} | ${state} | ${utc(fault.since)} | ${fault.expiresAt ? utc(fault.expiresAt) : ''} |`,
      );
    }
  }
  if (status.breach) lines.push('', `SLI breached: ${cell(status.breach.text)}`);
  if (status.outcome) {
    const { hypothesis, ended, restored } = status.outcome.verdict;
    lines.push('', `hypothesis **${hypothesis}**, ${ended}, restored **${restored}**`);
  }
  return lines.join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(11, 19)} UTC`;

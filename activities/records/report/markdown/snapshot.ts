import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { dateAndTime } from '../format/clock.ts';
import { bytes, counted } from '../format/number.ts';
import { code, md } from './escape.ts';

export function mdSnapshot({ snapshot }: ExperimentOutcome): readonly string[] {
  if (snapshot === undefined) return [];
  const { reference, verifiedAfterwards, restored, detail } = snapshot;
  const lines = [
    `- ${code(reference.id)}: ${md(reference.subject)} (${md(reference.kind)}, ${md(reference.method)}), taken ${dateAndTime(reference.takenAt)}`,
    `- ${bytes(reference.bytes)}, ${counted(reference.files, reference.kind === 'directory' ? 'file' : 'volume')}, verified before the fault: ${reference.verified}`,
    `- Check afterwards: ${verifiedAfterwards}; put back: ${restored}${detail === '' ? '' : `: ${md(detail)}`}`,
    `- Manifest (SHA-256): ${code(reference.manifest)}`,
  ];
  return ['### Snapshot', lines.join('\n')];
}

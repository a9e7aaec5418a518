import type { WriteAccount } from '../../../../experiments/definition/outcome.ts';
import { dateAndTime } from '../format/clock.ts';
import { counted } from '../format/number.ts';
import type { NextInput } from './next-steps.ts';
import { copyable, named, quoted, say } from './wording.ts';

export function lostWrites({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap(({ name, slis }) =>
    slis.flatMap(({ name: sli, writes }) =>
      writes === undefined || writes.lost === 0 ? [] : [lossOf(writes, name, sli)],
    ),
  );
}

function lossOf(writes: WriteAccount, experiment: string, sli: string): string {
  const head = `${counted(writes.lost, 'acknowledged write')} lost in ${say(experiment)} (${named(sli)})`;
  const first = writes.lostWrites[0];
  if (first === undefined) return `${head}. Find out which: no ids were recorded.`;
  const nodes = [...new Set(writes.lostWrites.map((write) => say(write.acknowledgedBy)))];
  const from =
    nodes.length === 1
      ? `All that are recorded were acknowledged by ${nodes[0]}`
      : `They were acknowledged by ${nodes.slice(0, 3).join(', ')}`;
  return (
    `${head}. ${from}, the first (${copyable(first.id)}) at ${dateAndTime(first.acknowledgedAt)}. Follow that write through ` +
    'the replication log, and do not widen the blast radius before the loss is explained.'
  );
}

/** A load whose account does not stand proves neither loss nor safety. */
export function uncertainWrites({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap(({ name, slis }) =>
    slis.flatMap(({ name: sli, writes }) =>
      writes === undefined || writes.unknownBecause === null
        ? []
        : [
            `The write account of ${named(sli)} (${say(name)}) does not stand: ${quoted(writes.unknownBecause)}. Repair that and run it again; no loss is proved or ruled out.`,
          ],
    ),
  );
}

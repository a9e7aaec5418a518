import { log } from '@temporalio/activity';
import type { RecordPlace } from '../../experiments/definition/record-place.ts';
import type { SweeperReport, SweepResult } from '../../experiments/definition/sweep.ts';
import type { Injections } from '../faults/engine/injections.ts';
import type { Ports } from '../ports.ts';
import { running } from '../running.ts';
import type { Owners } from './owners.ts';
import { sweep } from './sweep.ts';

/** Once for one place; what could not be undone is in the log of the worker too, where alerts are made. */
export function createSweepFaults(ports: Ports, owners: Owners, injections: Injections) {
  return async ({ place = 'machine' }: { readonly place?: RecordPlace } = {}): Promise<SweeperReport> => {
    const { signal } = running();
    const there = { ...ports, undoRecords: ports.undoRecords.at(place) };
    const result = await sweep(there, owners, { dryRun: false, all: false, signal }, {}, injections);
    // A worker that is told to stop has not swept: the next attempt, or the next minute, does.
    signal.throwIfAborted();
    const report = reportOf(result);
    const { host } = result;
    for (const line of report.left) log.error(`not undone: ${line}`, { event: 'not undone', host, place });
    for (const line of report.undone)
      log.warn(`an orphan was undone: ${line}`, { event: 'orphan undone', host, place });
    return report;
  };
}

/** A payload of Temporal is small, also when a thousand faults were found. */
const LONGEST_LIST = 20;

export function reportOf({ host, findings, outcomes, counts }: SweepResult): SweeperReport {
  const undone = outcomes.filter(({ ended }) => ended === 'undone');
  const left = outcomes.filter(({ ended }) => ended === 'left');
  const owned = findings.flatMap((one) => (one.todo === 'leave' ? [`${one.name} on ${one.target}: ${one.why}`] : []));
  const unreadable = findings.flatMap((one) => (one.todo === 'look' ? [one.why] : []));
  return {
    host,
    counts,
    undone: cut(undone.map(({ name, target, how }) => `${name} on ${target}: ${how}`)),
    left: cut([
      ...left.map(({ name, target, how, next = '' }) => `${name} on ${target}: ${how} ${next}`.trimEnd()),
      ...unreadable,
    ]),
    owned: cut(owned),
  };
}

function cut(lines: readonly string[]): readonly string[] {
  if (lines.length <= LONGEST_LIST) return lines;
  return [...lines.slice(0, LONGEST_LIST), `and ${lines.length - LONGEST_LIST} more`];
}

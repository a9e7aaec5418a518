import { InvalidArgumentError, Option } from 'commander';
import { type ClusterFaultKind, clusterFaultKinds } from '../../experiments/definition/rights/fault-rights.ts';
import { type OtherKind, otherKinds } from '../../experiments/definition/rights/other-rights.ts';
import type { WantedRights } from '../../experiments/definition/rights/rights-for.ts';
import { suggest } from '../documents/did-you-mean.ts';

export type RightsKinds = readonly (ClusterFaultKind | OtherKind)[];

const ALL: RightsKinds = [...clusterFaultKinds, ...otherKinds];

export const kindsOption = (says: string): Option =>
  new Option(
    '--for <kinds>',
    `${says}: names of faults, probes, guardrails and snapshots, with commas between`,
  ).argParser(readKinds);

export const namespacesOption = (says: string): Option => new Option('--in <namespace>', says).argParser(collect);

/** Without a choice every fault that acts on a cluster. */
export function wantedKinds(kinds: RightsKinds | undefined): WantedRights {
  return {
    faults: clusterFaultKinds.filter((kind) => kinds === undefined || kinds.includes(kind)),
    others: otherKinds.filter((kind) => kinds?.includes(kind) ?? false),
  };
}

function readKinds(text: string): RightsKinds {
  return text.split(',').map((part) => {
    const name = part.trim();
    const kind = ALL.find((one) => one === name);
    if (kind !== undefined) return kind;
    const known = suggest(name, ALL, `known are ${ALL.join(', ')}`);
    throw new InvalidArgumentError(`Nothing called "${name}" acts on a cluster${known}.`);
  });
}

function collect(name: string, known: readonly string[] = []): readonly string[] {
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))
    throw new InvalidArgumentError('Expected the name of a namespace.');
  return [...known, name];
}

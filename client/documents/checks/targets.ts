import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import { faultTargets } from '../../../experiments/definition/faults/index.ts';
import type { TargetKind, TargetSpec } from '../../../experiments/definition/targets/index.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Complain } from '../complain.ts';
import { type Path, pathText } from '../path.ts';
import type { ExperimentCheck } from './check.ts';
import { listedFaults, listedGroups } from './listed-faults.ts';

/** Every fault has a target of a kind that it can act on. */
export const faultsFitTheirTargets: ExperimentCheck = ({ faults, target: common }, complain) => {
  for (const { fault, path } of listedFaults({ faults })) {
    const target = fault.target ?? common;
    const kinds: readonly TargetKind[] = faultTargets[fault.kind];
    if (target === undefined) {
      complain(
        path,
        `"${fault.name}" has no target; give it one, or give the experiment a target (${kinds.join(', ')})`,
      );
    } else if (!kinds.includes(target.kind)) {
      complain([...path, fault.kind], wrongTarget(fault.kind, target.kind, kinds), 'key');
    }
  }
};

/** There is one live fault per target, so the second one of a parallel group would be refused when it is too late. */
export const parallelFaultsHaveTheirOwnTargets: ExperimentCheck = (experiment, complain) => {
  for (const { faults } of listedGroups(experiment)) {
    const taken = new Map<string, Path>();
    for (const { fault, path } of faults) {
      const target = fault.target ?? experiment.target;
      if (target === undefined) continue;
      const key = canonicalJson([target.kind, target.settings]);
      const other = taken.get(key);
      if (other)
        complain(
          path,
          `acts on the same target as ${pathText(other)} at the same time; give each fault a target of its own`,
        );
      else taken.set(key, path);
    }
  }
};

export const targetsCanBeFound: ExperimentCheck = ({ faults, target, limits }, complain) => {
  if (target) checkTarget(target, ['target'], limits.maxTargets, complain);
  for (const { fault, path } of listedFaults({ faults })) {
    if (fault.target) checkTarget(fault.target, [...path, 'target'], limits.maxTargets, complain);
  }
};

function checkTarget(target: TargetSpec, path: Path, maxTargets: number, complain: Complain): void {
  const { mode } = target;
  if (typeof mode === 'object' && 'fixed' in mode && mode.fixed > maxTargets) {
    complain(
      [...path, 'mode', 'fixed'],
      `${mode.fixed} targets are more than limits.maxTargets allows (${maxTargets}); raise the limit, or take fewer`,
    );
  }
  if (target.kind !== 'process' || target.settings.commandLine === undefined) return;
  const wrong = wrongPattern(target.settings.commandLine);
  if (wrong !== undefined) complain([...path, 'process', 'commandLine'], wrong);
}

function wrongPattern(pattern: string): string | undefined {
  try {
    return new RegExp(pattern).test('')
      ? `"${pattern}" matches every process of the machine; name the program that is meant`
      : undefined;
  } catch (error) {
    const why = String(error).split(': ').at(-1);
    return `"${pattern}" is not a regular expression (${why}); write a \\ before a ( [ * + ? that stands for itself`;
  }
}

function wrongTarget(fault: FaultKind, target: TargetKind, kinds: readonly TargetKind[]): string {
  return `${fault} cannot act on a target of the kind ${target}; give the fault a target of the kind ${kinds.join(' or ')}`;
}

import type { PlannedStep } from '../../experiments/definition/plan.ts';

/** People and reports refer to steps by name: the second step without a name of its own gets a number. */
export function uniqueStepNames(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  const taken = new Set<string>();
  return steps.map((step) => {
    let { name } = step;
    for (let number = 2; taken.has(name); number += 1) name = `${step.name} (${number})`;
    taken.add(name);
    return { ...step, name };
  });
}

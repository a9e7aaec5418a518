import { isMapping } from '../../kubernetes/json.ts';
import type { Intent } from '../guardrail.ts';
import { chaosSpecOf } from './chaos-spec.ts';

type Fault = Intent['faults'][number];

/** Whether a fault fills memory on purpose: a StressChaos with a memory stressor, also inside of a Schedule or a Workflow. */
export function stressesMemory(fault: Fault): boolean {
  return hasMemoryStressor(chaosSpecOf(fault));
}

function hasMemoryStressor(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasMemoryStressor);
  if (!isMapping(value)) return false;
  const { stressors, stressngStressors } = value;
  const isMeant = isMapping(stressors) && stressors['memory'] !== undefined;
  // The arguments of stress-ng, as text: whatever uses memory is named vm, bigheap, brk, stack, mmap…
  if (isMeant || typeof stressngStressors === 'string') return true;
  return Object.values(value).some(hasMemoryStressor);
}

/** The containers that such a fault names; empty when it names none. */
export function containersNamedBy(fault: Fault): readonly string[] {
  const names = chaosSpecOf(fault)?.['containerNames'];
  return Array.isArray(names) ? names.map(String) : [];
}

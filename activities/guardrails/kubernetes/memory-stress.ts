import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import type { Intent } from '../guardrail.ts';
import { chaosSpecOf } from './chaos-spec.ts';

type Fault = Intent['faults'][number];

/**
 * Whether a fault fills memory on purpose: a StressChaos with a memory stressor, also inside of a Schedule or a Workflow, or an
 * experiment of Litmus that is named for it (pod-memory-hog, pod-memory-hog-exec, node-memory-hog).
 */
export function stressesMemory(fault: Fault): boolean {
  return hasMemoryStressor(chaosSpecOf(fault)) || litmusExperiments(fault).some(isNamedForMemory);
}

const isNamedForMemory = ({ name }: Mapping): boolean => typeof name === 'string' && /memory/i.test(name);

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
  if (Array.isArray(names)) return names.map(String);
  return litmusExperiments(fault).flatMap(targetContainer);
}

function litmusExperiments({
  kind,
  settings,
}: {
  readonly kind: string;
  readonly settings: unknown;
}): readonly Mapping[] {
  const spec: unknown = kind === 'litmus-engine' && isMapping(settings) ? settings['spec'] : undefined;
  const experiments = isMapping(spec) ? spec['experiments'] : undefined;
  return Array.isArray(experiments) ? experiments.filter(isMapping) : [];
}

/** https://litmuschaos.github.io/litmus/experiments/categories/pods/pod-memory-hog/: TARGET_CONTAINER, by default the first. */
function targetContainer({ spec }: Mapping): readonly string[] {
  const components = isMapping(spec) ? spec['components'] : undefined;
  const env = isMapping(components) ? components['env'] : undefined;
  if (!Array.isArray(env)) return [];
  return env
    .filter(isMapping)
    .filter(({ name, value }) => name === 'TARGET_CONTAINER' && typeof value === 'string' && value !== '')
    .map(({ value }) => String(value));
}

import type { ContainerProcessKill } from '../../../experiments/definition/faults/container-process-kill.ts';
import { failure, FailureType } from '../../failures.ts';
import type { InnerProcess } from './processes.ts';

type Selector = Pick<ContainerProcessKill, 'name' | 'commandLine' | 'expected'>;

/** Those that match, when they are as many as expected: a pattern that matches more than its author thought hits nobody. */
export function chosen(
  processes: readonly InnerProcess[],
  { name, commandLine, expected }: Selector,
  label: string,
): readonly InnerProcess[] {
  const pattern = commandLine === undefined ? undefined : patternOf(commandLine);
  const found = processes.filter(
    (one) => (name === undefined || isNamed(one, name)) && (pattern === undefined || pattern.test(one.commandLine)),
  );
  if (found.length === expected) return found;
  const by = [name && `name ${name}`, commandLine && `commandLine /${commandLine}/`].filter(Boolean).join(' and ');
  throw failure(
    found.length === 0 ? FailureType.targetMissing : FailureType.unsupported,
    `No process of ${label} was killed: ${by} matches ${names(found)}, and expected is ${expected}. ` +
      `${found.length === 0 ? `There run ${names(processes.slice(0, 20))}. ` : ''}Narrow the pattern, or say how many are expected.`,
  );
}

const names = (all: readonly InnerProcess[]): string =>
  all.map(({ pid, name }) => `${pid} (${name})`).join(', ') || 'none';

/** The kernel cuts names at 15 characters, and programs change theirs; then the program that was started tells. */
function isNamed({ name, commandLine }: InnerProcess, wanted: string): boolean {
  const program = commandLine.split(' ')[0]?.split('/').at(-1);
  return name === wanted || name === wanted.slice(0, 15) || program === wanted;
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw failure(FailureType.unsupported, `No process was killed: commandLine is not a regular expression (${why}).`);
  }
}

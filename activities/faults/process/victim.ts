import type { ProcessIdentity, TargetIdentity } from '../../../experiments/definition/identity.ts';
import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';

export function processOf(target: TargetIdentity): ProcessIdentity {
  if (target.kind === 'process') return target;
  throw failure(FailureType.unsupported, `${target.label} is no process: this fault acts on processes only.`);
}

/** The process, when it is there and may be touched. */
export async function victimOf(target: TargetIdentity, ports: Ports): Promise<ProcessIdentity> {
  const process = processOf(target);
  const why = (await ports.processes.ours()).get(process.pid);
  if (why !== undefined || process.pid === 1) {
    const text = `${process.label} is not touched: it is ${why ?? 'the init process'}. Choose another target.`;
    throw failure(FailureType.forbidden, text);
  }
  const state = await ports.processes.stateOf(process);
  if (state === 'running' || state === 'stopped') return process;
  throw ended(process, state);
}

/** Read anew: an identity does not carry it. */
export async function commandLineOf(victim: ProcessIdentity, { processes }: Ports): Promise<string> {
  const seen = await processes.identify(victim.pid);
  if (seen?.startTicks === victim.startTicks) return seen.commandLine;
  throw ended(victim, 'gone');
}

const ended = ({ label }: ProcessIdentity, state: string) =>
  failure(
    FailureType.targetMissing,
    `${label} ended after it was chosen as a target (${state}). Resolve the targets again: restart the experiment.`,
  );

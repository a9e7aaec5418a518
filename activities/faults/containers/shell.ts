import { failure, FailureType } from '../../failures.ts';
import { podOf } from '../pods/victim.ts';
import { type ContainerBefore, labelOfContainer, type OnContainer } from './container.ts';

const TIMEOUT_MS = 20_000;
/** As the runtimes say it that could not find the program. */
const NO_SHELL = /"sh": (executable file not found|stat .*no such file)|exec: "sh"|sh: no such file/i;

/** Runs a script in the container. Fails when it could not be run to its end: then nothing is known of its effect. */
export async function inShell(
  { target, ports, signal }: OnContainer,
  before: ContainerBefore,
  script: string,
  args: readonly string[] = [],
): Promise<string> {
  const { namespace, name: pod } = podOf(target);
  const { container } = before;
  const argv = ['sh', '-c', script, 'gameday', ...args];
  const run = await ports.cluster.exec({ namespace, pod, container, argv, timeoutMs: TIMEOUT_MS, signal });
  if (run.outcome === 'exited' && run.exitCode === 0) return run.stdout;
  const label = labelOfContainer(before, { target });
  const seen = run.outcome === 'failed' ? run.reason : `exit code ${run.exitCode}: ${run.stderr.trim()}`;
  const isMissing = NO_SHELL.test(seen) || (run.outcome === 'exited' && run.exitCode === 127);
  throw failure(
    isMissing ? FailureType.unsupported : FailureType.effectFailed,
    isMissing
      ? `${label} has no shell (${seen}), so nothing can be done from inside it. Use container-kill with "via: node", or pod-kill.`
      : `The shell of ${label} did not do its work: ${seen}. Look at the container.`,
  );
}

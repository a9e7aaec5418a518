import type { ProcessIdentity } from '../../experiments/definition/identity.ts';
import type { ProcessTargetSpec } from '../../experiments/definition/targets/process.ts';
import { failure, FailureType } from '../failures.ts';
import type { Ports, RunningProcess } from '../ports.ts';
import { pidsInFiles } from './pid-files.ts';
import { askWhere } from './process-where.ts';
import type { TargetResolver } from './resolver.ts';

/** Never one of our own: the selector of a target easily matches the command line of the worker that reads it. */
export const processTargets: TargetResolver<'process'> = {
  kind: 'process',
  async find(settings, ports, signal) {
    const [all, ours] = await Promise.all([ports.processes.list(), ports.processes.ours()]);
    const selectors = await selectorsOf(settings, ports);
    const selected = all.filter((process) => selectors.every(({ matches }) => matches(process)));
    const own = selected.filter(({ pid }) => ours.has(pid));
    const others = selected.filter(({ pid }) => !ours.has(pid));
    const seen = [
      `${all.length} processes were looked at`,
      ...selectors.map(({ text, matches }) => `${text} matched ${all.filter(matches).length}`),
      ...own.map(({ label, pid }) => `${label} is left out: it is ours (${ours.get(pid)})`),
    ];
    if (others.length === 0) throw missing(seen);
    if (settings.where === undefined) return others.map(identityOf);
    const asked = await askWhere(ports.secrets.resolve(settings.where), others, { ports, signal });
    const found = asked.filter(({ matches }) => matches).map(({ process }) => process);
    if (found.length > 0) return found.map(identityOf);
    const answers = asked.map(({ process, said }) => `${process.label}: ${ports.secrets.hide(said)}`);
    throw missing([...seen, `"where" held for none of ${others.length}: ${answers.join('; ')}`]);
  },
};

/** What goes into history: who it is, not what its arguments say. */
function identityOf({ commandLine: _commandLine, ...identity }: RunningProcess): ProcessIdentity {
  return identity;
}

interface Selector {
  readonly text: string;
  readonly matches: (process: RunningProcess) => boolean;
}

async function selectorsOf(
  { pidFile, commandLine, port }: ProcessTargetSpec,
  ports: Ports,
): Promise<readonly Selector[]> {
  const selectors: Selector[] = [];
  if (pidFile !== undefined) {
    const { pids, text } = await pidsInFiles(pidFile, ports.directories);
    selectors.push({ text: `pidFile ${pidFile} (${text})`, matches: ({ pid }) => pids.has(pid) });
  }
  if (commandLine !== undefined) {
    const pattern = patternOf(commandLine);
    selectors.push({ text: `commandLine /${commandLine}/`, matches: (process) => pattern.test(process.commandLine) });
  }
  if (port !== undefined) {
    selectors.push({ text: `port ${port}`, matches: (process) => process.ports.includes(port) });
  }
  return selectors;
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw failure(
      FailureType.unsupported,
      `No process was looked for: commandLine is not a regular expression (${why}).`,
    );
  }
}

const missing = (seen: readonly string[]) =>
  failure(
    FailureType.targetMissing,
    `No target was found: ${seen.join('; ')}. Start the target, or correct its selector.`,
  );

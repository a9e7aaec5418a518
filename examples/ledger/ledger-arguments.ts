import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { durationMs } from './duration.ts';
import { type AcknowledgeMode, parseAcknowledgeMode } from './replication/acknowledge.ts';
import { textOf } from './text-of.ts';
import { UsageError } from './usage-error.ts';

export interface LedgerArguments {
  readonly acknowledge: AcknowledgeMode;
  readonly dir: string;
  readonly port: number;
  readonly nodes: number;
  readonly flushEveryMs: number;
  readonly restartDelayMs: number;
  readonly healthEveryMs: number;
  readonly leaderTimeoutMs: number;
}

export const usage = `usage: ledger --acknowledge early|durable --dir DIR [options]
  --acknowledge MODE     durable: after a majority has fsynced; early: the bug, see README.md
  --dir DIR              where each node keeps its log
  --port 7100            the front door; the nodes listen on the ports behind it; 0: any free ports
  --nodes 3              3, 5 or 7
  --flush-every 30s      early only: how often a node writes and fsyncs what it holds in memory
  --restart-delay 500ms  between the end of a node and its restart
  --health-every 300ms   how often the supervisor asks each node
  --leader-timeout 1500ms  a leader that is silent for so long is replaced`;

export function parseLedgerArguments(args: readonly string[]): LedgerArguments | 'help' {
  const given = readOptions(args);
  if (given.help) return 'help';
  const nodes = Number(given.nodes);
  const port = Number(given.port);
  const acknowledge = parseAcknowledgeMode(given.acknowledge);
  const noDurations = durationOptions.filter((option) => !(durationMs(given[option]) > 0));
  const problems = [
    acknowledge === undefined ? '--acknowledge must be early or durable' : [],
    given.dir === '' ? '--dir must name a directory' : [],
    /^\d+$/.test(given.port) && port <= highestPort ? [] : `--port must be a number from 0 to ${highestPort}`,
    [3, 5, 7].includes(nodes) ? [] : '--nodes must be 3, 5 or 7',
    noDurations.map((option) => `--${option} must be a duration such as 500ms, 30s or 2m`),
  ].flat();
  if (acknowledge === undefined || problems.length > 0) throw new UsageError(problems.join('; '));
  return {
    acknowledge,
    dir: resolve(given.dir),
    port,
    nodes,
    flushEveryMs: durationMs(given['flush-every']),
    restartDelayMs: durationMs(given['restart-delay']),
    healthEveryMs: durationMs(given['health-every']),
    leaderTimeoutMs: durationMs(given['leader-timeout']),
  };
}

const durationOptions = ['flush-every', 'restart-delay', 'health-every', 'leader-timeout'] as const;
/** The ports of seven nodes fit behind it. */
const highestPort = 65_528;

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        acknowledge: text(''),
        dir: text(''),
        port: text('7100'),
        nodes: text('3'),
        'flush-every': text('30s'),
        'restart-delay': text('500ms'),
        'health-every': text('300ms'),
        'leader-timeout': text('1500ms'),
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(textOf(error));
  }
}

function text(value: string) {
  return { type: 'string', default: value } as const;
}

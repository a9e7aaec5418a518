import { Command, Option } from 'commander';
import type { Terminal } from '../terminal.ts';
import { packageVersion } from '../package-version.ts';
import { abort } from './abort.ts';
import { approve } from './approve.ts';
import { type AddCommand, type GlobalOptions, openCli, type Run } from './cli.ts';
import { dev } from './dev.ts';
import { doctor } from './doctor.ts';
import { halt } from './halt.ts';
import { list } from './list.ts';
import { plan } from './plan.ts';
import { rbac } from './rbac.ts';
import { report } from './report.ts';
import { resume } from './resume.ts';
import { run } from './run.ts';
import { settle } from './settle.ts';
import { status } from './status.ts';
import { sweep } from './sweep.ts';
import { validate } from './validate.ts';
import { watch } from './watch.ts';
import { worker } from './worker.ts';

/** In the order in which a newcomer meets them. */
const COMMANDS: readonly AddCommand[] = [
  validate,
  plan,
  run,
  list,
  status,
  watch,
  abort,
  halt,
  resume,
  approve,
  settle,
  sweep,
  report,
  doctor,
  rbac,
  dev,
  worker,
];

const EXIT_CODES = `
Exit codes:
    0  hypothesis held, or done what was asked
    1  hypothesis broken
    2  invalid input or usage
    3  aborted, or hypothesis unknown
    4  refused before any fault
    5  NOT RESTORED: something is left to undo (wins over all others)
    6  a service could not be reached
  130  interrupted while waiting; the game day goes on`;

const EXAMPLES = `
Start here:
  $ gameday validate experiment.yaml
  $ gameday run experiment.yaml --embedded   (brings its own server and worker)
  $ gameday dev                              (keeps both running in a terminal)`;

/** The command line as a tree. `exit` is told the exit code of the command that ran. */
export function createProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('gameday')
    .description('Chaos game days that always put the system back.')
    .version(packageVersion(), '-V, --version')
    .option(
      '--address <host:port>',
      'of the Temporal server; without it from the profile, TEMPORAL_ADDRESS, or 127.0.0.1:7233',
    )
    .option('--namespace <name>', 'of Temporal; without it from the profile, TEMPORAL_NAMESPACE, or default')
    .option('--profile <name>', 'connection profile of `temporal config`, for TLS and API keys')
    .addOption(
      new Option('--output <format>', 'for a person or for a program').choices(['text', 'json']).default('text'),
    )
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .configureOutput({ getOutHelpWidth: () => terminal.columns(), getErrHelpWidth: () => terminal.columns() })
    .showHelpAfterError('(add --help for usage and examples)')
    .addHelpText('after', EXAMPLES)
    .addHelpText('afterAll', EXIT_CODES)
    .exitOverride();
  for (const add of COMMANDS) add(program, running(terminal, exit));
  return program;
}

function running(terminal: Terminal, exit: (code: number) => void): Run {
  return (body) =>
    async (...args) => {
      const cli = openCli(terminal, commandOf(args).optsWithGlobals<GlobalOptions>());
      exit(await body(cli, ...args));
    };
}

/** commander hands it over last. */
function commandOf(args: readonly unknown[]): Command {
  const last = args.at(-1);
  if (last instanceof Command) return last;
  throw new Error('an action was called without its command');
}

import { once } from 'node:events';
import { Option } from 'commander';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import type { SweepFinding, SweepOutcome, SweepResult, SweptFault } from '../../experiments/definition/sweep.ts';
import { invalid, unreachable } from '../failure.ts';
import type { Output } from '../output.ts';
import { findingsText, outcomeText, sweepSummary } from '../render/sweep.ts';
import type { AddCommand, Cli } from './cli.ts';

interface SweepOptions {
  readonly dryRun?: true;
  readonly all?: true;
  readonly orphansOnly?: true;
  readonly state?: string;
  readonly store?: string;
  readonly kubernetes?: true;
}

export const sweep: AddCommand = (program, run) =>
  program
    .command('sweep')
    .summary('undo what is left on this machine, or in the cluster, when game days are gone; needs no Temporal')
    .description(
      'Undoes every fault of this machine whose owner is gone, by the undo records beside the targets. Needs no Temporal ' +
        'server. Run it on the machine of the worker, as the user of the worker, with its GAMEDAY_STATE and GAMEDAY_SECRET_*. ' +
        'With --kubernetes the faults in the Kubernetes cluster instead, from wherever its KUBECONFIG is. ' +
        'A fault whose owner gives signs of life is left alone. May be run again at any time, also while another sweep runs. ' +
        'Exit code: 0 when nothing is left, 5 when a fault is still on, whoever owns it (with --orphans-only: an orphan).',
    )
    .option('--dry-run', 'show what would be done, and change nothing')
    .option('--all', 'undo also what has a living owner: a game day that still runs will find its fault gone')
    .addOption(
      new Option(
        '--orphans-only',
        'for a job that comes every minute: a fault of a living owner is no failure (exit code 0)',
      ).conflicts('all'),
    )
    .addOption(
      new Option('--kubernetes', 'the faults in the cluster of KUBECONFIG, instead of those on this machine').conflicts(
        ['state', 'store'],
      ),
    )
    .option('--state <folder>', 'with the undo records; without it GAMEDAY_STATE, or the usual one of a worker')
    .addOption(new Option('--store <folder>', 'of `gameday run --embedded` or `gameday dev`').conflicts('state'))
    .addHelpText(
      'after',
      `
Examples:
  $ gameday sweep --dry-run
  $ GAMEDAY_STATE=/var/lib/gameday/undo gameday sweep
  $ gameday sweep --store .gameday           (after gameday run --embedded)
  $ gameday sweep --kubernetes --dry-run
  $ gameday sweep --all                      (Temporal is down for good)`,
    )
    .action(
      run(async (cli, options: SweepOptions) => {
        const [asked, leaving] = [new AbortController(), new AbortController()];
        const left = once(leaving.signal, 'abort').then(() => EXIT.notRestored);
        const stopListening = cli.terminal.onInterrupt(() => {
          if (asked.signal.aborted) leaving.abort();
          else cli.output.note(STOPPING);
          asked.abort();
        });
        try {
          const sweepPlace = options.kubernetes ? sweepCluster : sweepMachine;
          return await Promise.race([sweepPlace(cli, options, asked.signal), left]);
        } finally {
          stopListening();
        }
      }),
    );

const STOPPING =
  'Stopping when the undos under way are done. Ctrl-C once more leaves at once; the next sweep then goes on with them.';

async function sweepMachine({ output, terminal }: Cli, options: SweepOptions, signal: AbortSignal): Promise<number> {
  const folder = options.store === undefined ? options.state : `${options.store}/state`;
  // oxlint-disable-next-line no-restricted-imports -- the only command that acts itself: without Temporal there is nobody to ask
  const { sweepHere } = await import('../../worker/sweep-here.ts');
  const swept = await sweepHere(
    { env: terminal.env, folder, ...orderOf(options, signal) },
    {
      ...telling(output),
      found: (findings, from) => tellFindings(findings, from, output),
      note: (line) => output.note(line),
    },
  );
  if ('problems' in swept) throw notSwept(swept.problems);
  if ('missing' in swept) return tellMissing(swept.folder, output);
  return tellEnd({ folder: swept.folder }, swept.result, options, output);
}

async function sweepCluster({ output, terminal }: Cli, options: SweepOptions, signal: AbortSignal): Promise<number> {
  // oxlint-disable-next-line no-restricted-imports -- as above
  const { sweepCluster: sweepThere } = await import('../../worker/sweep-cluster.ts');
  const swept = await sweepThere(terminal.env, orderOf(options, signal), {
    ...telling(output),
    found: (findings, { context, server, namespace }) =>
      tellFindings(findings, `namespace ${namespace} of context ${context} (${server})`, output),
  });
  if ('problems' in swept) throw notSwept(swept.problems);
  if ('unreached' in swept) throw unreachable(`Nothing was swept.\n  ${swept.unreached}`);
  if (swept.isMissing) output.note(noNamespace(swept.cluster.namespace));
  return tellEnd({ cluster: swept.cluster }, swept.result, options, output);
}

const orderOf = ({ dryRun, all }: SweepOptions, signal: AbortSignal) => ({
  dryRun: dryRun === true,
  all: all === true,
  signal,
});

const telling = (output: Output) => ({
  began({ todo, name, target }: SweptFault) {
    if (todo === 'undo') output.note(`undoing ${name} on ${target} …`);
  },
  ended: (outcome: SweepOutcome) => output.text(outcomeText(outcome, output.style)),
});

const tellFindings = (findings: readonly SweepFinding[], folder: string, output: Output): void =>
  output.text(`${findingsText({ folder, findings, now: Date.now() }, output.style)}\n`);

const notSwept = (problems: readonly string[]) =>
  invalid(`Nothing was swept.\n${problems.map((line) => `  ${line}`).join('\n')}`);

const noNamespace = (namespace: string) =>
  `The namespace ${namespace} is not there: no fault was ever prepared in this cluster, or its worker keeps records in another ` +
  'namespace; then set GAMEDAY_KUBERNETES_NAMESPACE as it had it.';

function tellMissing(folder: string, output: Output): number {
  output.text(`There are no undo records in ${folder}: no worker has run here.`);
  output.document({ folder, missing: true, findings: [], outcomes: [] });
  output.note(
    'If a worker did run here, it kept them elsewhere: set GAMEDAY_STATE as it had it, or --state. For `gameday run --embedded` ' +
      'and `gameday dev`: --store FOLDER (usually .gameday).',
  );
  return EXIT.held;
}

function tellEnd(
  from: object,
  result: SweepResult,
  { dryRun, all, orphansOnly }: SweepOptions,
  output: Output,
): number {
  const { left, owned } = result.counts;
  if (result.outcomes.length > 0) output.text('');
  output.text(sweepSummary(result, output.style));
  output.document({ ...from, ...result });
  if (owned > 0 && !all) output.note(OWNED);
  if (dryRun && left > 0) output.note('Undo it: the same command without --dry-run.');
  return left + (orphansOnly ? 0 : owned) > 0 ? EXIT.notRestored : EXIT.held;
}

const OWNED =
  'A living owner undoes its faults itself; `gameday abort ID --reason TEXT` makes it do so now. When Temporal is down for ' +
  'good, sweep again in a minute, or with --all.';

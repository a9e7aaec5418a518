import { InvalidArgumentError, Option } from 'commander';
import type { DoctorFinding } from '../../experiments/definition/doctor.ts';
import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import { wrong } from '../../experiments/definition/doctor.ts';
import { examineTemporal } from '../doctor/examine-temporal.ts';
import { doctorSummary, doctorText } from '../render/doctor.ts';
import { connectionSettings } from '../session/settings.ts';
import type { AddCommand, Cli } from './cli.ts';
import { kindsOption, namespacesOption, type RightsKinds, wantedKinds } from './rights-options.ts';

interface DoctorOptions {
  readonly kubernetes?: true;
  readonly for?: RightsKinds;
  readonly in?: readonly string[];
  readonly prometheus?: string;
}

export const doctor: AddCommand = (program, run) =>
  program
    .command('doctor')
    .summary('look whether everything is there that game days need, and say what to fix')
    .description(
      'Looks whether everything is there that game days need: the Temporal server, its namespace and search attributes, and ' +
        'workers. With --kubernetes also the cluster of KUBECONFIG: who we are, what we may do, where undo records are kept, which ' +
        'engines are installed, and whether the clocks agree. Changes nothing. Exit code: 0 no problem, 2 a problem, 6 something ' +
        'did not answer at all.',
    )
    .option('--kubernetes', 'look at the cluster of KUBECONFIG too, as the worker of this machine would')
    .addOption(
      namespacesOption('a namespace with targets, for what we may do there; may be given again').implies({
        kubernetes: true,
      }),
    )
    .addOption(
      kindsOption('only for these kinds; without it for every fault that acts on a cluster').implies({
        kubernetes: true,
      }),
    )
    .addOption(new Option('--prometheus <url>', 'a Prometheus server that probes will ask').argParser(webAddress))
    .addHelpText(
      'after',
      `
Examples:
  $ gameday doctor
  $ gameday doctor --kubernetes --in shop --for pod-kill,scale
  $ gameday doctor --kubernetes --prometheus http://prometheus.monitoring:9090 --output json`,
    )
    .action(
      run(async (cli, options: DoctorOptions) => {
        const findings = [
          ...(await examineTemporal(connectionSettings(cli.flags, cli.terminal.env))),
          ...(await lookHere(cli, options)),
        ];
        cli.output.text(doctorText(findings, cli.output.style));
        cli.output.text(`\n${doctorSummary(findings)}`);
        cli.output.document({ findings });
        return exitCodeFor(findings);
      }),
    );

async function lookHere({ terminal }: Cli, options: DoctorOptions): Promise<readonly DoctorFinding[]> {
  const { kubernetes = false, prometheus } = options;
  if (!kubernetes && prometheus === undefined) return [];
  // oxlint-disable-next-line no-restricted-imports -- what the worker of this machine would see, it sees without a worker
  const { doctorHere } = await import('../../worker/doctor-here.ts');
  const stopping = new AbortController();
  const stopListening = terminal.onInterrupt(() => stopping.abort(new Error('interrupted')));
  try {
    const order = { kubernetes, prometheus, namespaces: options.in ?? [], ...wantedKinds(options.for) };
    const looked = await doctorHere(order, terminal.env, stopping.signal);
    if ('findings' in looked) return looked.findings;
    return [wrong('settings of the worker', looked.problems.join('; '), 'Correct these variables of the environment.')];
  } finally {
    stopListening();
  }
}

function exitCodeFor(findings: readonly DoctorFinding[]): ExitCode {
  const problems = findings.filter(({ state }) => state === 'problem');
  if (problems.some(({ isUnreachable }) => isUnreachable)) return EXIT.unreachable;
  return problems.length > 0 ? EXIT.invalid : EXIT.held;
}

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Expected an address that begins with http:// or https://.');
}

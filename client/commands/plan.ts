import { EXIT } from '../../experiments/definition/exit-code.ts';
import { planText, refusals } from '../render/plan.ts';
import type { AddCommand } from './cli.ts';
import { type Variables, varOption } from './options.ts';
import { readPlan } from './read-plan.ts';

export const plan: AddCommand = (program, run) =>
  program
    .command('plan')
    .summary('show what a game day would do right now; changes nothing')
    .description(
      'Resolves variables and targets now, on a worker, evaluates the guardrails, and shows the order, the blast radius, ' +
        'every undo that will be owed and the longest time it may take. Changes nothing.',
    )
    .argument('<file>', 'YAML file of an Experiment or a GameDay')
    .addOption(varOption())
    .addHelpText('after', '\nExample:\n  $ gameday plan experiment.yaml --var ledgerUrl=http://localhost:7100')
    .action(
      run(async (cli, file: string, { var: vars }: { var?: Variables }) => {
        const { output } = cli;
        const resolved = readPlan(cli, file, vars);
        const preview = await cli.withClient((client) => client.preview(resolved));
        const refusedBecause = refusals(preview);
        output.text(planText(resolved, preview, output.style));
        output.document({ planHash: resolved.hash, plan: resolved, preview, refusedBecause });
        return refusedBecause.length === 0 ? EXIT.held : EXIT.refused;
      }),
    );

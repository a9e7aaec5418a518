import { EXIT } from '../../experiments/definition/exit-code.ts';
import { loadPlan } from '../documents/plan.ts';
import { problemsAsText } from '../documents/problem.ts';
import type { AddCommand } from './cli.ts';
import { type Variables, varOption } from './options.ts';

export const validate: AddCommand = (program, run) =>
  program
    .command('validate')
    .summary('check documents, and say everything that is wrong with them')
    .description('Checks Experiment and GameDay documents, with everything that they refer to. Needs no server.')
    .argument('<file...>', 'YAML files')
    .addOption(varOption())
    .addHelpText('after', '\nExample:\n  $ gameday validate experiments/*.yaml')
    .action(
      run(async ({ output, terminal, person }, files: string[], { var: vars = {} }: { var?: Variables }) => {
        const results = files.map((file) => {
          const loaded = loadPlan(file, { vars, env: terminal.env, requestedBy: person(undefined) });
          const problems = 'problems' in loaded ? loaded.problems : [];
          output.text(
            'plan' in loaded ? `${file}: valid (plan hash ${loaded.plan.hash.slice(0, 12)})` : problemsAsText(problems),
          );
          return { file, valid: problems.length === 0, problems };
        });
        const invalid = results.filter(({ valid }) => !valid).length;
        output.document({ files: results });
        if (invalid > 0) output.note(`${invalid} of ${files.length} file(s) are not valid.`);
        return invalid === 0 ? EXIT.held : EXIT.invalid;
      }),
    );

import { EXIT } from '../../experiments/definition/exit-code.ts';
import { pullText } from '../render/safety-switch.ts';
import type { Release } from '../safety-switch/release-switch.ts';
import type { AddCommand } from './cli.ts';
import { asOption } from './options.ts';

interface ResumeOptions {
  readonly as?: string;
  readonly comment: string;
}

export const resume: AddCommand = (program, run) =>
  program
    .command('resume')
    .summary('release the safety switch: game days may begin again')
    .description(
      'Releases the safety switch that `gameday halt` has pulled. What was stopped is not begun again. Exit code: 0 when it ' +
        'is off; 4 when somebody has pulled it again meanwhile.',
    )
    .addOption(asOption())
    .option('--comment <text>', 'why it is safe again', '')
    .addHelpText('after', '\nExample:\n  $ gameday resume --as ann --comment "the incident is over"')
    .action(
      run(async ({ output, withClient, person }, { as, comment }: ResumeOptions) => {
        const release = await withClient((client) => client.resume({ by: person(as), comment }));
        output.document(release);
        output.text(releaseText(release));
        return release.how === 'pulled again' ? EXIT.refused : EXIT.held;
      }),
    );

function releaseText(release: Release): string {
  switch (release.how) {
    case 'not engaged':
      return 'The safety switch is off. Nothing was changed.';
    case 'released':
      return 'The safety switch is off: game days may begin again. What was stopped is not begun again.';
    case 'terminated':
      return (
        'The safety switch is off: game days may begin again. No worker ended its workflow in time, so it was terminated; ' +
        'it owned nothing. Look at why no worker works: gameday worker'
      );
    case 'pulled again':
      return `Not released, for somebody pulled it again meanwhile: ${pullText(release.pulled)}`;
    default:
      return release satisfies never;
  }
}

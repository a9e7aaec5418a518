import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Option } from 'commander';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import { invalid, messageOf } from '../failure.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import type { ReportFormat } from '../requests/report.ts';
import type { AddCommand } from './cli.ts';

interface ReportOptions {
  readonly format?: ReportFormat;
  readonly o?: string;
}

const BY_ENDING: Readonly<Record<string, ReportFormat>> = {
  '.html': 'html',
  '.htm': 'html',
  '.md': 'md',
  '.json': 'json',
};

export const report: AddCommand = (program, run) =>
  program
    .command('report')
    .summary('fetch the report of a game day that has ended')
    .description('Fetches the report from the worker that wrote it. Without -o it goes to stdout.')
    .argument('<id>', 'of the game day')
    .addOption(
      new Option('--format <format>', 'without it by the ending of the file, else md').choices(['html', 'md', 'json']),
    )
    .option('-o <file>', 'where to write it')
    .addHelpText('after', '\nExample:\n  $ gameday report gameday/storage/20261201-090000 -o report.html')
    .action(
      run(async ({ output, terminal, withClient }, given: string, { o: file, ...options }: ReportOptions) => {
        const format = options.format ?? BY_ENDING[extname(file ?? '')] ?? (output.isJson ? 'json' : 'md');
        const text = await withClient((client) => client.report(gameDayIdOf(given), format));
        if (file !== undefined) {
          await write(file, text);
          output.document({ file, format, bytes: Buffer.byteLength(text) });
          output.text(`Written: ${file}`);
        } else if (output.isJson) {
          output.document(format === 'json' ? (JSON.parse(text) as unknown) : { format, text });
        } else {
          terminal.out(text.endsWith('\n') ? text : `${text}\n`);
        }
        return EXIT.held;
      }),
    );

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw invalid(`The report was not written to ${file}: ${messageOf(error)}. Choose another file with -o.`);
  }
}

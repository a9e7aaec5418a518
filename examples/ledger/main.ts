import { parseLedgerArguments, usage } from './ledger-arguments.ts';
import { runSupervisor } from './supervisor/run-supervisor.ts';
import { textOf } from './text-of.ts';
import { UsageError } from './usage-error.ts';

/** The exit code: 0 stopped as told, 1 could not run, 2 the caller has to change something. */
async function main(): Promise<number> {
  try {
    const settings = parseLedgerArguments(process.argv.slice(2));
    if (settings === 'help') process.stdout.write(`${usage}\n`);
    else await runSupervisor(settings);
    return 0;
  } catch (error) {
    process.stderr.write(`ledger: ${textOf(error)}\n`);
    if (error instanceof UsageError) process.stderr.write('ledger: --help lists the options\n');
    return error instanceof UsageError ? 2 : 1;
  }
}

// Whoever read our lines may be gone; that is no reason to leave nodes behind.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => {
  process.stderr.write(`ledger: ${error.message}\n`);
  process.exit(1);
});
process.exit(await main());

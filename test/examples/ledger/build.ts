import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Child processes need compiled files: those of `npm run build`, or of a private build named by LEDGER_DIST. */
export const entryPoint =
  process.env['LEDGER_DIST'] ?? fileURLToPath(new URL('../../../dist/examples/ledger/main.js', import.meta.url));

if (!existsSync(entryPoint)) throw new Error(`${entryPoint} does not exist; run: npm run build`);

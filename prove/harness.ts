import { cp, mkdir, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServerBinary } from '../client/embedded/find-server.ts';
import type { Cell } from './cell.ts';
import { DIST } from './mutants/copy-of-dist.ts';
import { type CellResult, runCell } from './run-cell.ts';
import { killAll } from './world/leftovers.ts';
import { unmountAllIn } from './world/small-disk.ts';

export interface Harness {
  run(cell: Cell, dist?: string): Promise<CellResult>;
  /** Nothing of the harness is left when this resolves, but the folders of red cells. */
  end(): Promise<void>;
}

export async function startHarness(say: (line: string) => void): Promise<Harness> {
  const { path: binary } = await findServerBinary({ env: process.env, say });
  const kept = join(process.cwd(), '.gameday', 'prove', 'red');
  await mkdir(kept, { recursive: true });
  const open = new Set<string>();
  let count = 0;
  return {
    async run(cell, dist = DIST) {
      const folder = mkdtempSync(join(tmpdir(), `gameday-prove-${inLetters((count += 1))}-`));
      open.add(folder);
      const result = await runCell(cell, { folder, binary, dist });
      const keptAs = join(kept, cell.name.replaceAll(/[ /]/g, '-'));
      if (result.status === 'red') await keep(folder, keptAs);
      await rm(folder, { recursive: true, force: true });
      open.delete(folder);
      return result.status === 'red' ? { ...result, kept: keptAs } : result;
    },
    async end() {
      for (const folder of open) {
        killAll(folder);
        unmountAllIn(folder);
        await rm(folder, { recursive: true, force: true });
      }
      await rm(join(process.cwd(), '.gameday', 'prove', 'builds', `${process.pid}`), { recursive: true, force: true });
    },
  };
}

async function keep(folder: string, keptAs: string): Promise<void> {
  await rm(keptAs, { recursive: true, force: true });
  await cp(folder, keptAs, { recursive: true, filter: (path) => !path.includes('/temporal.db') });
}

/** A killed process is looked for by its command line without numbers: folders must differ by more than those. */
const inLetters = (number: number): string =>
  number === 0 ? '' : inLetters(Math.floor((number - 1) / 26)) + String.fromCodePoint(97 + ((number - 1) % 26));

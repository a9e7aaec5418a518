import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The build that this very module is in. */
export const DIST = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** In one file of the build, a text that is there exactly once. */
export interface Change {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** What the worker is made of. */
const PARTS = ['activities', 'client', 'experiments', 'worker', 'workflows', 'workflow-bundle.js'];

/** Below the project, so that the copy finds its packages. Made once per run of the harness. */
export function copyOfDist(name: string, changes: readonly Change[]): string {
  const folder = join(dirname(DIST), '.gameday', 'prove', 'builds', `${process.pid}`, name.replaceAll(' ', '-'));
  if (existsSync(folder)) return folder;
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(DIST, part), join(folder, part), { recursive: true });
  for (const change of changes) {
    const path = join(folder, change.file);
    writeFileSync(path, changed(readFileSync(path, 'utf8'), change));
  }
  return folder;
}

/** Fails when the product has moved on and the change does not mean anything any more. */
export function changed(text: string, { file, find, put }: Change): string {
  const times = text.split(find).length - 1;
  if (times !== 1) {
    throw new Error(
      `This text is in ${file} ${times} times, expected once; correct the change that looks for it:\n${find}`,
    );
  }
  return text.replace(find, () => put);
}

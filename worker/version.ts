import { readFileSync } from 'node:fs';
import { z } from 'zod';

const PACKAGE = z.object({ version: z.string() });

/** From package.json, which is one folder up in the source tree and two in dist. */
export function toolVersion(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      return PACKAGE.parse(JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8'))).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}

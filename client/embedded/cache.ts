import { homedir } from 'node:os';
import { join } from 'node:path';

/** Newer tags carry replace directives, which `go install` refuses. */
export const TEMPORAL_CLI_VERSION = 'v1.5.1';

/** Where we keep the server that we downloaded or built. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  return join(base, 'gameday', 'temporal-cli');
}

export const cachedBinary = (folder: string): string => join(folder, TEMPORAL_CLI_VERSION, 'temporal');

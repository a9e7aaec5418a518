import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { unreachable } from '../failure.ts';
import { TEMPORAL_CLI_VERSION } from './cache.ts';
import { onPath } from './executable.ts';
import { sayingSo } from './progress.ts';
import type { ServerSearch } from './find-server.ts';

const MODULE = `github.com/temporalio/cli/cmd/temporal@${TEMPORAL_CLI_VERSION}`;

export const WAYS_TO_GET_A_BINARY = `There are three ways to get one:
  1. install the Temporal CLI (https://docs.temporal.io/cli#install) so that \`temporal\` is on PATH
  2. set TEMPORAL_CLI to the path of a \`temporal\` binary that you have elsewhere
  3. install Go (https://go.dev/dl), then try again: it is built from source, once`;

/** Builds the server from source into `folder`. */
export async function goInstall(folder: string, { env, say, signal }: ServerSearch): Promise<string> {
  const go = await onPath('go', env['PATH']);
  if (go === undefined) {
    throw unreachable(
      `No Temporal dev server was found: TEMPORAL_CLI is not set, \`temporal\` is not on PATH, our cache is empty, the ` +
        `download did not work and \`go\` is not on PATH.\n${WAYS_TO_GET_A_BINARY}`,
    );
  }
  say(`Building the Temporal dev server: go install ${MODULE}. Once only; about 3 min on 2 cores.`);
  const { code, complaints } = await sayingSo('Building the Temporal dev server', say, run(go, folder, env, signal));
  if (code !== 0) {
    throw unreachable(
      `The Temporal dev server was not built: \`go install ${MODULE}\` ended with ${code}.\n${complaints}\n${WAYS_TO_GET_A_BINARY}`,
    );
  }
  return join(folder, 'temporal');
}

async function run(
  go: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<{ code: number | string; complaints: string }> {
  const child = spawn(go, ['install', MODULE], {
    // CGO is not needed, and without it the build does not ask for a C compiler.
    env: { CGO_ENABLED: '0', ...env, GOBIN: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal ? { signal } : {}),
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2_000)));
  const [code, killedBy]: (number | string | null)[] = await once(child, 'close');
  return { code: code ?? killedBy ?? 'no exit code', complaints: complaints.trimEnd() };
}

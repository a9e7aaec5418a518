import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { takeLock } from '../../client/embedded/lock.ts';
import { invalid, messageOf, unreachable } from '../../client/failure.ts';

/** The newest on PyPI when this was written, both. */
const PACKAGES = { chaostoolkit: '1.19.0', 'chaostoolkit-lib': '1.44.0' } as const;
const INSTALL_WITHIN_MS = 300_000;

export interface ChaosToolkit {
  /** The command. */
  readonly path: string;
  readonly version: string;
  readonly libVersion: string;
  readonly python: string;
}

const execute = promisify(execFile);

/** A virtual environment in our cache, made once for each version. */
export async function installChaosToolkit(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<ChaosToolkit> {
  const base = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  const folder = join(base, 'gameday', 'chaostoolkit', PACKAGES.chaostoolkit);
  const path = join(folder, 'bin', 'chaos');
  // Written last, so that an installation that was broken off is not taken for a whole one.
  const done = join(folder, 'installed');
  // A Python that was updated leaves a link to nowhere.
  const interpreter = join(folder, 'bin', 'python');
  if (!existsSync(done) || !existsSync(interpreter)) await install(folder, done, env, say);
  const python = await execute(interpreter, ['--version']);
  const versions = await execute(interpreter, ['-c', ASK_VERSIONS]);
  const [version = '', libVersion = ''] = versions.stdout.trim().split(' ');
  return { path, version, libVersion, python: python.stdout.trim() };
}

const ASK_VERSIONS =
  'from importlib.metadata import version; print(version("chaostoolkit"), version("chaostoolkit-lib"))';

async function install(
  folder: string,
  done: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const lock = await takeLock(`${folder}.lock`);
  if (!('release' in lock)) {
    throw invalid(
      `Chaos Toolkit was not installed: process ${lock.heldBy.pid} does so already. Try again when it is done.`,
    );
  }
  try {
    say(`Installing Chaos Toolkit ${PACKAGES.chaostoolkit} from PyPI into ${folder}. Once only.`);
    await rm(folder, { recursive: true, force: true });
    await execute('python3', ['-m', 'venv', folder], { env, timeout: INSTALL_WITHIN_MS }).catch((error: unknown) => {
      throw unreachable(
        `Chaos Toolkit was not installed: \`python3 -m venv\` failed: ${lastLine(error)}. Install Python 3 with venv.`,
        error,
      );
    });
    const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}==${version}`);
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted];
    await execute(join(folder, 'bin', 'python'), args, { env, timeout: INSTALL_WITHIN_MS }).catch((error: unknown) => {
      throw unreachable(
        `Chaos Toolkit was not installed: \`pip install ${wanted.join(' ')}\` failed: ${lastLine(error)}. ` +
          'Check that PyPI can be reached from here (pip reads PIP_INDEX_URL and HTTPS_PROXY), then try again.',
        error,
      );
    });
    await writeFile(done, '');
  } finally {
    await lock.release();
  }
}

const lastLine = (error: unknown): string => messageOf(error).trim().split('\n').at(-1) ?? '';

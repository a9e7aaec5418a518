import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

const FORBIDDEN_TO_OTHERS = 0o077;

/**
 * A token that only this user can read, so that no web page in a browser can guess it. The one that is there stays: workers
 * of one machine share the directory. One that others could read is replaced.
 */
export async function keepToken(directory: string): Promise<{ readonly token: string; readonly path: string }> {
  const path = join(directory, 'api-token');
  const kept = await privateText(path);
  if (kept !== undefined && kept.length >= 32) return { token: kept, path };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const token = randomBytes(32).toString('base64url');
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  try {
    // The mode above counts only for a file that was not there.
    await file.chmod(0o600);
    await file.writeFile(`${token}\n`);
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return { token, path };
}

async function privateText(path: string): Promise<string | undefined> {
  try {
    const { mode, uid } = await stat(path);
    if ((mode & FORBIDDEN_TO_OTHERS) !== 0 || uid !== process.getuid?.()) return undefined;
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}

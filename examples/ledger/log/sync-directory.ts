import { open } from 'node:fs/promises';

/** A file that was created or renamed survives a power loss only when its directory was synced too. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

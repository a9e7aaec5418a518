import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirectories } from '../../../activities/adapters/directories.ts';
import type { Directories, Ports } from '../../../activities/ports.ts';
import type { SnapshotCall } from '../../../activities/snapshots/snapshotter.ts';
import { directory, type DirectorySnapshot } from '../../../experiments/definition/snapshots/directory.ts';

export interface SnapshotWorld {
  readonly home: string;
  /** The directory that is snapshotted: `state`, `wal/0001` and `wal/0002`. */
  readonly path: string;
  readonly store: string;
  readonly said: string[];
  now: number;
  ports(directories?: Partial<Directories>): Ports;
  call(given?: Partial<DirectorySnapshot>, directories?: Partial<Directories>): SnapshotCall<'directory'>;
  write(name: string, text: string): Promise<void>;
  /** Every file below the path with its text. */
  contents(path?: string): Promise<Readonly<Record<string, string>>>;
  /** Names beside the path. */
  beside(): Promise<readonly string[]>;
  destroy(): Promise<void>;
}

export const SAVED = { state: 'one', 'wal/0001': 'a', 'wal/0002': 'b' };

/** In memory where there is such a place: some suites make hundreds of worlds, and each waits for the disk. */
const FAST = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export async function snapshotWorld(): Promise<SnapshotWorld> {
  const home = await mkdtemp(join(FAST, 'snapshot-'));
  const path = join(home, 'app', 'data');
  const store = join(home, 'store');
  const real = createDirectories();
  const said: string[] = [];
  const world: SnapshotWorld = {
    home,
    path,
    store,
    said,
    now: 1_000_000_000_000,
    ports: (directories = {}) => {
      const ports: Pick<Ports, 'clock' | 'directories'> & { readonly store: Pick<Ports['store'], 'root'> } = {
        clock: { now: () => world.now, monotonic: () => 0, sleep: () => Promise.resolve() },
        directories: { ...real, ...directories },
        store: { root: store },
      };
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- snapshotters touch no other port
      return ports as Ports;
    },
    call: (given = {}, directories = {}) => ({
      settings: { ...directory.parse({ path }), ...given },
      ports: world.ports(directories),
      signal: new AbortController().signal,
      progress: (text) => void said.push(text),
    }),
    write: (name, text) => writeFile(join(path, name), text),
    contents: (root = path) => contentsOf(root),
    beside: async () => (await readdir(join(home, 'app'))).toSorted(),
    destroy: () => rm(home, { recursive: true, force: true }),
  };
  await mkdir(join(path, 'wal'), { recursive: true });
  for (const [name, text] of Object.entries(SAVED)) await world.write(name, text);
  return world;
}

async function contentsOf(root: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [file.slice(root.length + 1), await readFile(file, 'utf8')] as const),
  );
  return Object.fromEntries(texts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

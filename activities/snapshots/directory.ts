import { compare, verify } from './directory/verify.ts';
import { discardOld } from './directory/discard-old.ts';
import { restore } from './directory/restore.ts';
import type { Snapshotter } from './snapshotter.ts';
import { take } from './directory/take.ts';

/** Snapshots live in `<store>/snapshots/<id>/`: the copy in `data/`, what belongs to it in `manifest.json`. */
export const directory: Snapshotter<'directory'> = {
  kind: 'directory',
  take,
  verify,
  compare,
  restore,
  discardOld,
  preview: async ({ settings }) => settings.path,
};

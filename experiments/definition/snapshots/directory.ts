import { z } from 'zod';
import { positiveMs } from '../scalars.ts';

export const directory = z
  .strictObject({
    path: z.string().min(1).describe('The directory.'),
    keep: z.int().min(1).default(3).describe('At least so many snapshots of this path are kept.'),
    keepFor: positiveMs.prefault('7d').describe('And each at least so long.'),
    exclude: z
      .array(z.string())
      .default([])
      .describe('Files (globs, relative to path) that may change while the copy is made, such as logs.'),
  })
  .describe('A copy (reflink where the file system has it) of a directory, with the SHA-256 of every file.');
export type DirectorySnapshot = z.output<typeof directory>;

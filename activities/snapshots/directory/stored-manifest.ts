import { createHash } from 'node:crypto';
import type { AtMs, SnapshotReference } from '../../../experiments/definition/outcome.ts';
import type { Directories, ManifestEntry } from '../../ports.ts';
import type { Place } from './place.ts';

/** The text beside the copy: whose it is, and what belongs to it. */
export interface StoredManifest {
  readonly version: 1;
  readonly id: string;
  readonly kind: 'directory';
  /** The real path, so that a directory with two names is one subject. */
  readonly subject: string;
  readonly takenAt: AtMs;
  readonly method: string;
  readonly exclude: readonly string[];
  readonly entries: readonly ManifestEntry[];
}

export interface Stored {
  readonly manifest: StoredManifest;
  readonly sha256: string;
}

/** Undefined when there is none, or none that can be read: both mean that there is no snapshot to rely on. */
export async function readManifest(directories: Directories, place: Place): Promise<Stored | undefined> {
  const text = await directories.read(place.manifest);
  if (text === undefined) return undefined;
  const manifest = parsed(text);
  return manifest && { manifest, sha256: sha256Of(text) };
}

export async function writeManifest(directories: Directories, place: Place, manifest: StoredManifest): Promise<Stored> {
  const text = `${JSON.stringify(manifest)}\n`;
  await directories.write(place.manifest, text);
  return { manifest, sha256: sha256Of(text) };
}

export function referenceOf({ manifest, sha256 }: Stored): SnapshotReference {
  const { id, kind, subject, takenAt, method, entries } = manifest;
  const files = entries.filter(({ type }) => type === 'file');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { id, kind, subject, takenAt, bytes, files: files.length, method, manifest: sha256, verified: 'checksum' };
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parsed(text: string): StoredManifest | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    return isManifest(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** As far as it must be known before the hash is compared. */
function isManifest(value: unknown): value is StoredManifest {
  if (typeof value !== 'object' || value === null) return false;
  const isOurs = 'version' in value && value.version === 1 && 'takenAt' in value && typeof value.takenAt === 'number';
  const saysWhose =
    'id' in value && typeof value.id === 'string' && 'subject' in value && typeof value.subject === 'string';
  return isOurs && saysWhose && 'entries' in value && Array.isArray(value.entries);
}

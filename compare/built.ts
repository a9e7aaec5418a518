import { join } from 'node:path';
import { packageFolder } from '../client/package-version.ts';

/** A program of ours as `npm run build` left it; also when a test runs us from the source. */
export const built = (name: string): string => join(packageFolder(), 'dist', name);

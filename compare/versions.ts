import { arch, cpus, release, type } from 'node:os';
import { packageVersion } from '../client/package-version.ts';
import type { ChaosToolkit } from './chaos-toolkit/install.ts';
import type { Versions } from './row.ts';

export const versionsOf = (toolkit: ChaosToolkit, temporal: string): Versions => ({
  gameday: packageVersion(),
  chaosToolkit: toolkit.version,
  chaosToolkitLib: toolkit.libVersion,
  temporal,
  node: process.version,
  python: toolkit.python,
  kernel: `${type()} ${release()}`,
  machine: `${arch()}, ${cpus().length} cores`,
});

import { z } from 'zod';
import { hints } from '../hints.ts';
import { kinded, type Kinded } from '../kinded.ts';
import { percent } from '../scalars.ts';
import { applicationTarget } from './application.ts';
import { kubernetesTarget } from './kubernetes.ts';
import { processTarget } from './process.ts';
import { resourceTarget } from './resource.ts';

export const targetSettings = {
  process: processTarget,
  application: applicationTarget,
  resource: resourceTarget,
  kubernetes: kubernetesTarget,
} as const;

export const targetMode = z
  .union([
    z.enum(['one', 'all']),
    z.strictObject({ fixed: z.int().min(1).describe('So many.') }),
    z.strictObject({ percent: percent.describe('So many percent of those that match.') }),
    z.strictObject({
      randomMaxPercent: percent.describe('A number drawn between one and so many percent of those that match.'),
    }),
  ])
  .register(hints, {
    expected: 'one, all, { fixed: 2 }, { percent: 50% } or { randomMaxPercent: 50% }',
    branches: { what: 'mode', keys: [[], ['fixed'], ['percent'], ['randomMaxPercent']] },
  })
  .prefault('one');
export type TargetMode = z.output<typeof targetMode>;

export const targetSpec = kinded('target', targetSettings, {
  mode: targetMode.describe(
    'How many of the matching targets are taken: `one`, `all`, `{ fixed: 2 }`, `{ percent: 50% }` or `{ randomMaxPercent: 50% }`. Picks are drawn once and recorded.',
  ),
}).meta({ id: 'target' });
export type TargetSpec = z.output<typeof targetSpec>;
export type TargetKind = Kinded<typeof targetSettings>['kind'];

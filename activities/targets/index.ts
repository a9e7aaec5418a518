import type { TargetKind } from '../../experiments/definition/targets/index.ts';
import { applicationTargets } from './application.ts';
import { kubernetesTargets } from './kubernetes.ts';
import { processTargets } from './process.ts';
import type { TargetResolver } from './resolver.ts';
import { resourceTargets } from './resource.ts';

export const targetResolvers: { readonly [K in TargetKind]: TargetResolver<K> } = {
  process: processTargets,
  application: applicationTargets,
  resource: resourceTargets,
  kubernetes: kubernetesTargets,
};

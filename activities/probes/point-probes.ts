import type { PointProbeKind } from '../../experiments/definition/probes/index.ts';
import { command } from './command.ts';
import { http } from './http.ts';
import { kubernetesExec } from './kubernetes-exec.ts';
import { kubernetes } from './kubernetes.ts';
import type { PointProbe } from './probe.ts';
import { prometheus } from './prometheus.ts';
import { tcp } from './tcp.ts';

export const pointProbes: { readonly [K in PointProbeKind]: PointProbe<K> } = {
  http,
  tcp,
  command,
  prometheus,
  kubernetes,
  'kubernetes-exec': kubernetesExec,
};

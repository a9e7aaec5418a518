import { acknowledgedWrites } from './acknowledged-writes.ts';
import { command } from './command.ts';
import { http } from './http.ts';
import { kubernetesExec } from './kubernetes-exec.ts';
import { kubernetes } from './kubernetes.ts';
import { prometheus } from './prometheus.ts';
import { tcp } from './tcp.ts';
import type { Kinded } from '../kinded.ts';

/** Probes that answer once per tick. */
export const pointProbeSettings = {
  http,
  tcp,
  command,
  prometheus,
  kubernetes,
  'kubernetes-exec': kubernetesExec,
} as const;
/** Probes that put a load on the system for the whole experiment and account for it afterwards. */
export const loadProbeSettings = { 'acknowledged-writes': acknowledgedWrites } as const;
export const probeSettings = { ...pointProbeSettings, ...loadProbeSettings } as const;

export type PointProbeSpec = Kinded<typeof pointProbeSettings>;
export type LoadProbeSpec = Kinded<typeof loadProbeSettings>;
export type ProbeSpec = Kinded<typeof probeSettings>;
export type PointProbeKind = PointProbeSpec['kind'];
export type LoadProbeKind = LoadProbeSpec['kind'];
export type ProbeKind = ProbeSpec['kind'];

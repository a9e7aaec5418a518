import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import { commandRig } from './fault-rig-command.ts';
import { httpToggleRig } from './fault-rig-http-toggle.ts';
import { processKillRig } from './fault-rig-process-kill.ts';
import { processPauseRig } from './fault-rig-process-pause.ts';
import { toxiproxyRig } from './fault-rig-toxiproxy.ts';

/** A tiny real target for one kind of fault. */
export interface FaultRig<K extends FaultKind> {
  readonly settings: FaultSettings[K];
  /** As it is now. */
  readonly target: () => Promise<TargetIdentity>;
  /** How often injections have changed the target, as far as it can be seen now. */
  readonly effects: () => Promise<number>;
  /** What the target is like, as its users see it. */
  readonly state: () => Promise<unknown>;
  /** The target ends, and nobody starts it again. */
  readonly vanish: () => Promise<void>;
  /** How the undo ends when the target vanished under the fault: done, or to be tried again because nobody can tell. */
  readonly vanished: Vanished;
  /** How the injection ends when the target vanished before it; without it like `vanished`. */
  readonly vanishedBefore?: Vanished | 'TargetMissing, final';
  /** Somebody changes what the fault has changed. Only where that can be told from the fault. */
  readonly changeByOthers?: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

type Vanished = 'done' | 'EffectFailed, to be tried again';

/** Of the kinds that act on this machine; `cluster-fault-rigs.ts` has the others. */
export const faultRigs = {
  'process-kill': processKillRig,
  'process-pause': processPauseRig,
  'http-toggle': httpToggleRig,
  command: commandRig,
  toxiproxy: toxiproxyRig,
} as const satisfies { readonly [K in FaultKind]?: (folder: string) => Promise<FaultRig<K>> };

export type MachineFaultKind = keyof typeof faultRigs;
export const faultKinds = Object.keys(faultRigs).filter((name): name is MachineFaultKind => name in faultRigs);

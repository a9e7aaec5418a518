import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import { commandRig } from './fault-rig-command.ts';
import { httpToggleRig } from './fault-rig-http-toggle.ts';
import { processKillRig } from './fault-rig-process-kill.ts';
import { processPauseRig } from './fault-rig-process-pause.ts';

/** A tiny real target for one kind of fault. */
export interface FaultRig<K extends FaultKind> {
  readonly settings: FaultSettings[K];
  /** As it is now. */
  target(): Promise<TargetIdentity>;
  /** How often injections have changed the target, as far as it can be seen now. */
  effects(): Promise<number>;
  /** What the target is like, as its users see it. */
  state(): Promise<unknown>;
  /** The target ends, and nobody starts it again. */
  vanish(): Promise<void>;
  /** An undo of a target that vanished: done, or to be tried again because nobody can tell. */
  readonly vanished: 'done' | 'retryable';
  /** Somebody changes what the fault has changed. Only where that can be told from the fault. */
  changeByOthers?(): Promise<void>;
  stop(): Promise<void>;
}

export const faultRigs: { readonly [K in FaultKind]: (folder: string) => Promise<FaultRig<K>> } = {
  'process-kill': processKillRig,
  'process-pause': processPauseRig,
  'http-toggle': httpToggleRig,
  command: commandRig,
};

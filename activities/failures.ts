import { ApplicationFailure } from '@temporalio/common';

/** The closed list of failure types: workflows discriminate on these texts, never on messages or classes. */
export const FailureType = {
  targetMissing: 'TargetMissing',
  targetElsewhere: 'TargetElsewhere',
  changedByOthers: 'ChangedByOthers',
  fenced: 'Fenced',
  forbidden: 'Forbidden',
  unsupported: 'Unsupported',
  effectFailed: 'EffectFailed',
  notUndone: 'NotUndone',
  nothingKnown: 'NothingKnown',
  secretMissing: 'SecretMissing',
  artefactMissing: 'ArtefactMissing',
  snapshotFailed: 'SnapshotFailed',
  skipped: 'Skipped',
} as const;
export type FailureTypeName = (typeof FailureType)[keyof typeof FailureType];

/** Trying again cannot help: a person or another plan is needed. Undo is retried all the same. */
const FINAL: ReadonlySet<FailureTypeName> = new Set([
  FailureType.targetMissing,
  FailureType.changedByOthers,
  FailureType.fenced,
  FailureType.forbidden,
  FailureType.unsupported,
  FailureType.secretMissing,
  FailureType.nothingKnown,
  FailureType.skipped,
]);

/** `message`: what did not happen, to which object, what was seen, what to do next. */
export function failure(type: FailureTypeName, message: string, cause?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message,
    nonRetryable: FINAL.has(type),
    ...(cause instanceof Error ? { cause } : {}),
  });
}

/** Undo and verify never give up, so there every failure can be tried again. */
export function retryable(error: unknown): ApplicationFailure {
  const type = error instanceof ApplicationFailure ? (error.type ?? undefined) : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return ApplicationFailure.create({ ...(type ? { type } : {}), message, nonRetryable: false });
}

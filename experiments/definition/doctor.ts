/** What one check of `gameday doctor` saw. */
export interface DoctorFinding {
  /** What was looked at, in a few words: `rights for pod-kill in shop`. */
  readonly check: string;
  /** `warning`: something that one may want to know. `problem`: game days will not work so. */
  readonly state: 'ok' | 'warning' | 'problem';
  readonly seen: string;
  /** What to do; always there for a problem. */
  readonly fix?: string | undefined;
  /** The other side did not answer at all. */
  readonly isUnreachable?: true;
}

export const fine = (check: string, seen: string): DoctorFinding => ({ check, state: 'ok', seen });
export const odd = (check: string, seen: string, fix?: string): DoctorFinding => ({
  check,
  state: 'warning',
  seen,
  fix,
});
export const wrong = (check: string, seen: string, fix: string): DoctorFinding => ({
  check,
  state: 'problem',
  seen,
  fix,
});

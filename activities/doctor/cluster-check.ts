import type { DoctorFinding } from '../../experiments/definition/doctor.ts';
import type { WantedRights } from '../../experiments/definition/rights/rights-for.ts';
import type { Ports } from '../ports.ts';

export interface DoctorOrder extends WantedRights {
  /** Namespaces with targets. */
  readonly namespaces: readonly string[];
  /** Of the undo records. */
  readonly records: string;
  readonly prometheus?: string | undefined;
}

export interface DoctorCall extends DoctorOrder {
  readonly ports: Pick<Ports, 'cluster' | 'http' | 'clock'>;
  readonly signal: AbortSignal;
}

/** Looks only. Whatever it throws becomes a finding. */
export type DoctorCheck = (call: DoctorCall) => Promise<readonly DoctorFinding[]>;

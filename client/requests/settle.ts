import { type ExperimentStatus, type FaultStatus, settleUpdate } from '../../workflows/messages.ts';
import { invalid } from '../failure.ts';
import type { Session } from '../session/session.ts';
import { order } from './order.ts';
import { readExperimentStatus, readStatus } from './status.ts';

export interface Settlement {
  /** Id or name of the fault. */
  readonly fault: string;
  readonly by: string;
  readonly comment: string;
}

/** Closes by hand a fault whose undo is stuck, in whichever experiment of the game day it is. */
export async function settleFault(session: Session, gameDayId: string, settlement: Settlement): Promise<string> {
  const experiments = await experimentsOf(session, gameDayId);
  const faults = experiments.flatMap((one) => one.faults.map((fault) => ({ experimentId: one.id, fault })));
  const named = faults.filter(({ fault }) => goesBy(fault, settlement.fault));
  const stuck = named.filter(({ fault }) => fault.state === 'stuck');
  const [one, ...more] = stuck.length > 0 ? stuck : named;
  if (!one)
    throw noSuchFault(
      settlement.fault,
      gameDayId,
      faults.map(({ fault }) => fault),
    );
  if (more.length > 0)
    throw severalFaults(
      settlement.fault,
      [one, ...more].map(({ fault }) => fault),
    );
  const { by, comment } = settlement;
  return order(session, one.experimentId, settleUpdate, { faultId: one.fault.faultId, by, comment });
}

async function experimentsOf(session: Session, gameDayId: string): Promise<ExperimentStatus[]> {
  const { steps } = await readStatus(session, gameDayId);
  const begun = steps.flatMap(({ experimentId }) => (experimentId === undefined ? [] : [experimentId]));
  return Promise.all(begun.map((id) => readExperimentStatus(session, id)));
}

const goesBy = ({ faultId, name, workflowId }: FaultStatus, given: string): boolean =>
  [faultId, name, workflowId].includes(given);

const listed = (faults: readonly FaultStatus[]): string =>
  faults.map(({ faultId, name, target, state }) => `\n  ${faultId}  (${name} on ${target}: ${state})`).join('');

const noSuchFault = (given: string, id: string, faults: readonly FaultStatus[]) =>
  invalid(
    faults.length === 0
      ? `Nothing was settled: no fault of ${id} was begun.`
      : `Nothing was settled: ${id} has no fault "${given}". It has:${listed(faults)}`,
  );

const severalFaults = (given: string, faults: readonly FaultStatus[]) =>
  invalid(`Nothing was settled: "${given}" is on several targets. Give the id of one:${listed(faults)}`);

import type { SweepOutcome, SweptFault } from '../../experiments/definition/sweep.ts';
import type { Undone } from '../faults/engine/undo-fault.ts';
import { faultDrivers } from '../faults/index.ts';
import { orderIn, type UndoOrder } from '../faults/orders.ts';
import type { Ports, StoredUndo } from '../ports.ts';
import { type Decision, decide } from './decide.ts';
import type { Owners } from './owners.ts';

export interface Sweeping {
  readonly ports: Pick<Ports, 'clock' | 'undoRecords' | 'secrets'>;
  readonly owners: Owners;
  /** Undoes and verifies, as the owner would. */
  readonly restore: (order: UndoOrder) => Promise<Undone>;
}

type Ending = Pick<SweepOutcome, 'ended' | 'how' | 'next'>;

/** Never fails: whatever is wrong with one fault, the others must be undone. */
export async function act(fault: SweptFault, all: boolean, sweeping: Sweeping): Promise<SweepOutcome> {
  const { faultId, name, target } = fault;
  const { clock, secrets } = sweeping.ports;
  const began = clock.monotonic();
  const ending = await (fault.todo === 'tidy' ? tidy(fault, sweeping) : undo(fault, all, sweeping)).catch(
    (error: unknown): Ending => ({ ended: 'left', how: secrets.hide(messageOf(error)), next: whatNext(fault) }),
  );
  return { faultId, name, target, ...ending, tookMs: Math.round(clock.monotonic() - began) };
}

async function undo(fault: SweptFault, all: boolean, sweeping: Sweeping): Promise<Ending> {
  const record = await sweeping.ports.undoRecords.read(fault.faultId);
  if (record === undefined) return { ended: 'left', how: `Its record is gone: ${fault.file}. Look at the target.` };
  // Its owner may have come back since we looked.
  const now = await decideNow(record, all, sweeping);
  if (now.todo === 'leave') return { ended: 'left', how: `Not touched: ${now.why}.` };
  if (!(record.kind in faultDrivers)) return { ended: 'left', how: unknownKind(record) };
  return { ended: 'undone', how: HOW[(await sweeping.restore(orderIn(record))).was] };
}

/** With the lock, its lease and its guard; under the lock, because the same fault may be prepared anew. */
async function tidy({ faultId }: SweptFault, sweeping: Sweeping): Promise<Ending> {
  const { undoRecords } = sweeping.ports;
  return await undoRecords.exclusively(faultId, async (): Promise<Ending> => {
    const record = await undoRecords.read(faultId);
    const decision = record && (await decideNow(record, false, sweeping));
    if (decision?.todo === 'tidy') await undoRecords.remove(faultId);
    return { ended: 'removed', how: decision?.why ?? 'its record is gone already' };
  });
}

const decideNow = (record: StoredUndo, all: boolean, { owners, ports }: Sweeping): Promise<Decision> =>
  decide(record, (one) => owners.stateOf(one), ports.clock.now(), all);

const HOW: Readonly<Record<Undone['was'], string>> = {
  injected: 'undone and verified',
  'never injected': 'it was never injected; a late injection is refused from now on',
  'already undone': 'somebody else had undone it meanwhile; verified',
  'expired by itself': 'it had ended by itself; verified',
};

const unknownKind = ({ kind }: StoredUndo) =>
  `Not undone: this version knows no fault "${kind}". Sweep with the version that injected it.`;

const whatNext = ({ file }: SweptFault) =>
  `Put that right and sweep again. If the target is gone for good, remove its record: ${file}`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

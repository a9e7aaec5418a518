import type {
  SweepCounts,
  SweepFinding,
  SweepOutcome,
  SweepResult,
  SweptFault,
} from '../../experiments/definition/sweep.ts';
import { createFaultActivities } from '../faults/fault-activities.ts';
import { createInjections, type Injections } from '../faults/engine/injections.ts';
import type { Ports } from '../ports.ts';
import { act } from './act.ts';
import { find } from './find.ts';
import type { Owners } from './owners.ts';
import { sweepPorts } from './sweep-ports.ts';

export interface SweepOrder {
  /** Changes nothing. */
  readonly dryRun: boolean;
  /** Whoever owns the fault. */
  readonly all: boolean;
  /** Begins no other fault when it is aborted; what is under way is finished. */
  readonly signal?: AbortSignal | undefined;
}

/** As it happens, for whoever watches. */
export interface SweepNews {
  readonly found?: (findings: readonly SweepFinding[]) => void;
  readonly began?: (fault: SweptFault) => void;
  readonly ended?: (outcome: SweepOutcome) => void;
}

/**
 * Layer L3: undoes the faults of one place whose owners are gone, by the records beside the targets, which are all that `ports`
 * shows. `injections`: those of the worker in which it runs, so that one that is still under way is stopped.
 */
export async function sweep(
  ports: Ports,
  owners: Owners,
  { dryRun, all, signal }: SweepOrder,
  { found, began, ended }: SweepNews = {},
  injections: Injections = createInjections(),
): Promise<SweepResult> {
  const world = sweepPorts(ports);
  const { clock, undoRecords } = world;
  const restore = createFaultActivities(world, injections).restoreFault;
  const findings = await find({ records: undoRecords, clock, owners, all });
  found?.(findings);
  const outcomes: SweepOutcome[] = [];
  const waiting = dryRun ? [] : findings.filter(isWork);
  const next = () => (signal?.aborted ? undefined : waiting.shift());
  const workOff = async (): Promise<void> => {
    for (let fault = next(); fault; fault = next()) {
      began?.(fault);
      const outcome = await act(fault, all, { ports: world, owners, restore });
      outcomes.push(outcome);
      ended?.(outcome);
    }
  };
  // A target that does not answer must not keep the others waiting.
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  return { host: ports.processes.host, at: clock.now(), dryRun, findings, outcomes, counts: count(findings, outcomes) };
}

const AT_ONCE = 8;

const isWork = (finding: SweepFinding): finding is SweptFault => finding.todo === 'undo' || finding.todo === 'tidy';

function count(findings: readonly SweepFinding[], outcomes: readonly SweepOutcome[]): SweepCounts {
  const todo = (what: SweepFinding['todo']) => findings.filter((one) => one.todo === what).length;
  const ended = (how: SweepOutcome['ended']) => outcomes.filter((one) => one.ended === how).length;
  const undone = ended('undone');
  return { undone, left: todo('undo') - undone + todo('look'), owned: todo('leave'), removed: ended('removed') };
}

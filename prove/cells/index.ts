import type { Cell } from '../cell.ts';
import { ROLES, type Role } from '../world/workflow-ids.ts';
import { badBundleCells } from './bad-bundle.ts';
import { eventCell } from './event.ts';
import { fullDiskCells } from './full-disk.ts';
import { neverBackCells } from './never-back.ts';
import { payloadCells } from './payload.ts';
import { resetCells } from './reset.ts';
import { serverKilledCells } from './server-killed.ts';
import { allTerminatedCells, stoppedCells } from './stopped.ts';
import { workerFrozenCells } from './worker-frozen.ts';
import { workerKilledCells } from './worker-killed.ts';

/** Everything that is done to the game day, given how many events each of its workflows has when nothing is done. */
export function allCells(events: Readonly<Record<Role, number>>): readonly Cell[] {
  return [
    ...workerKilledCells(),
    ...serverKilledCells(),
    ...workerFrozenCells(),
    ...stoppedCells(),
    ...allTerminatedCells(),
    ...resetCells(),
    ...badBundleCells(),
    ...payloadCells(),
    ...fullDiskCells(),
    ...neverBackCells(),
    ...ROLES.flatMap((role) => Array.from({ length: events[role] }, (_, index) => eventCell(role, index + 1))),
  ];
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, USUAL } from '../cell.ts';
import { copyOfDist, type Change } from '../mutants/copy-of-dist.ts';
import { untilPhase } from '../phases.ts';

const BAD_FOR_MS = 4_000;

/** One more command at the beginning: what the history holds does not fit any more. */
const afterTheBrace = (find: string): Change => ({
  file: 'workflow-bundle.js',
  find,
  put: `${find}\n    (0,_temporalio_workflow__WEBPACK_IMPORTED_MODULE_0__.sleep)(60000).catch(() => undefined);`,
});

const INCOMPATIBLE = {
  'game day': afterTheBrace('async function gameDay(plan) {'),
  experiment: afterTheBrace('async function experiment(input) {'),
  fault: afterTheBrace('async function fault({ order, verifyWithinMs }) {'),
} as const;

/** A worker with an incompatible workflow comes up while the faults are on; then the right one again. */
export const badBundleCells = (): readonly Cell[] =>
  (['game day', 'experiment', 'fault'] as const).flatMap((workflow) =>
    (['prepared', 'on', 'undoing'] as const).map((phase): Cell => ({
      ...USUAL,
      kind: 'bad bundle',
      name: `bad bundle/${workflow}/${phase}`,
      expects: { gameDay: 'ended', mayExpire: false, undoneWithinMs: 25_000 },
      async strike(world, strike) {
        const bad = await copyOfDist(`incompatible-${workflow}`, [INCOMPATIBLE[workflow]]);
        await untilPhase(world, phase);
        strike.now(`a worker with another ${workflow} workflow for ${BAD_FOR_MS / 1_000} s while ${phase}`);
        await world.worker.kill();
        const worker = await world.newWorker(bad);
        await sleep(BAD_FOR_MS);
        await worker.kill();
        await world.newWorker();
      },
    })),
  );

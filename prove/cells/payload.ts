import { type Cell, USUAL } from '../cell.ts';

const KIB = 1_024;

/** Texts so long that something of the game day is over the limit of the server (2 MiB for one payload). */
export const payloadCells = (): readonly Cell[] => [
  // The plan itself is too large.
  { ...cell('plan', 900), expects: { gameDay: 'refused', mayExpire: false, undoneWithinMs: undefined } },
  // The plan passes; plan and outcome together, which the report is written from, do not.
  cell('plan and outcome', 500),
  // The plan passes, and the outcome alone too; the plan is near the limit.
  cell('near the limit', 330),
];

const cell = (what: string, kib: number): Cell => ({
  ...USUAL,
  kind: 'payload',
  name: `payload/${what}`,
  world: { ballast: ' And so on.'.repeat(Math.ceil((kib * KIB) / 11)) },
  expects: { gameDay: 'ended', mayExpire: false, undoneWithinMs: undefined },
  async strike(_, strike) {
    strike.now(`three hypotheses of ${kib} KiB each`);
  },
});

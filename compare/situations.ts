import { setTimeout as sleep } from 'node:timers/promises';
import type { Situation, Stage } from './situation.ts';

const ONE_WAY = [{ name: '' }] as const;
const HOLD_MS = 4_000;
/** Long enough for a new worker to be there before its end. */
const LONG_HOLD_MS = 6_000;

type Special = Pick<Situation, 'title'> & Partial<Situation>;

const situation = (special: Special): Situation => ({
  knobs: {},
  holdMs: HOLD_MS,
  fault: 'http',
  watch: 'before and after',
  chaos: ONE_WAY,
  gameday: ['worker'],
  ...special,
});

const struckWith = (signal: NodeJS.Signals) => async (stage: Stage) => {
  await stage.target.seen('on');
  await sleep(1_000);
  stage.mark(signal);
  stage.strike(signal);
};

const struckInUndo = (signal: NodeJS.Signals) => async (stage: Stage) => {
  await stage.target.seen('undo asked');
  await sleep(500);
  stage.mark(signal);
  stage.strike(signal);
};

/** In the order of the comparison; the first has the number 1. */
export const SITUATIONS: readonly Situation[] = [
  situation({ title: 'Nothing goes wrong' }),
  situation({
    title: 'SIGKILL of the runner while the fault is on',
    holdMs: LONG_HOLD_MS,
    gameday: ['worker', 'gameday run'],
    meanwhile: struckWith('SIGKILL'),
  }),
  situation({
    title: 'SIGTERM of the runner while the fault is on',
    holdMs: LONG_HOLD_MS,
    gameday: ['worker', 'gameday run'],
    meanwhile: struckWith('SIGTERM'),
  }),
  situation({
    title: 'SIGINT (Ctrl-C) of the runner while the fault is on',
    holdMs: LONG_HOLD_MS,
    gameday: ['worker', 'gameday run', 'gameday abort'],
    meanwhile: struckWith('SIGINT'),
  }),
  situation({ title: 'The steady state is not met before the fault', healthFails: true, knobs: { health: 'fails' } }),
  situation({
    title: 'The health fails for 3 s during the fault, and nothing was told to stop for that',
    healthFails: true,
    holdMs: LONG_HOLD_MS,
    watch: 'continuously',
    async meanwhile({ target }) {
      await target.seen('on');
      await sleep(1_000);
      await target.set({ health: 'fails' });
      await sleep(3_000);
      await target.set({ health: 'fine' });
    },
  }),
  situation({
    title: 'The health fails during the fault, and that shall end the fault',
    healthFails: true,
    holdMs: 12_000,
    watch: 'continuously, and stop',
    chaos: [{ name: 'hold as one pause' }, { name: 'hold as actions of 1 s', holdInSteps: true }],
    async meanwhile({ target, mark }) {
      await target.seen('on');
      // In the middle of an action of one second, which is neither early nor late for a tool that looks between two.
      await sleep(2_500);
      mark('breach');
      await target.set({ health: 'fails while on' });
    },
  }),
  situation({
    title: 'Switching on fails (the connection is cut) after it had its effect',
    knobs: { answerToOn: 'lost' },
  }),
  situation({ title: 'Switching on times out after it had its effect', knobs: { answerToOn: 'late' } }),
  situation({
    title: 'The program that switches on exits with 3 after it had its effect',
    fault: 'command that exits with 3',
  }),
  situation({
    title: 'The undo is refused once (503), and would work then',
    knobs: { refuseUndos: 1 },
    chaos: [{ name: 'rollback once in the file' }, { name: 'rollback twice in the file', rollbackTwice: true }],
  }),
  situation({
    title: 'The undo is refused (503) until somebody repairs the target, 3 s after the command has ended',
    knobs: { refuseUndos: 1_000_000 },
    async afterwards({ target, mark }) {
      await sleep(3_000);
      mark('repair');
      await target.set({ refuseUndos: 0 });
    },
  }),
  situation({
    title: 'SIGINT while the fault is on, and again during the undo',
    holdMs: LONG_HOLD_MS,
    knobs: { undoTakesMs: 3_000 },
    async meanwhile(stage) {
      await struckWith('SIGINT')(stage);
      await struckInUndo('SIGINT')(stage);
    },
  }),
  situation({
    title: 'The target is killed during the fault, and comes back 10 s later with the fault still in its configuration',
    healthFails: true,
    async meanwhile({ target, mark }) {
      await target.seen('on');
      await sleep(2_000);
      await target.kill();
      await sleep(10_000);
      mark('its return');
      await target.startAgain();
    },
  }),
  situation({
    title: 'SIGKILL of the runner during the undo',
    holdMs: 2_000,
    knobs: { undoTakesMs: 3_000 },
    meanwhile: struckInUndo('SIGKILL'),
  }),
  situation({
    title: 'The steady state is not met after the undo',
    healthFails: true,
    knobs: { health: 'fails once undone' },
  }),
  situation({
    title: 'The terminal is closed (SIGHUP) while the fault is on',
    holdMs: LONG_HOLD_MS,
    gameday: ['gameday run'],
    meanwhile: struckWith('SIGHUP'),
  }),
];

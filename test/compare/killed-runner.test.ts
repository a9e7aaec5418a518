import { expect, it } from '@jest/globals';
import { CleanUp } from '../../compare/clean-up.ts';
import { gameDayContestant } from '../../compare/gameday/contestant.ts';
import { play } from '../../compare/play.ts';
import { SITUATIONS } from '../../compare/situations.ts';
import { findServerBinary } from '../../client/embedded/find-server.ts';

it('plays a SIGKILL of our worker while the fault is on, and finds no fault afterwards', async () => {
  const { path } = await findServerBinary({ env: process.env, say: () => undefined });
  const situation = SITUATIONS.find(({ title }) => title === 'SIGKILL of the runner while the fault is on')!;
  const row = await play({ number: 2, situation }, gameDayContestant(path, 'worker', true), new CleanUp());
  expect(row).toMatchObject({
    exit: '0',
    left: false,
    switchedOn: 1,
    since: 'SIGKILL',
    kept: { is: 'complete' },
  });
  expect(row.undoneAfterMs).not.toBeNull();
  expect(row.said).toBe('hypothesis: held, ended: completed, restored: yes');
}, 240_000);

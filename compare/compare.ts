import { findServerBinary } from '../client/embedded/find-server.ts';
import { chaosContestant } from './chaos-toolkit/contestant.ts';
import { installChaosToolkit } from './chaos-toolkit/install.ts';
import type { CleanUp } from './clean-up.ts';
import { gameDayContestant } from './gameday/contestant.ts';
import { play, PATIENCE_MS } from './play.ts';
import type { Comparison, Row } from './row.ts';
import { SITUATIONS } from './situations.ts';
import { versionsOf } from './versions.ts';

/** Plays the situations, one after the other; all ways of one situation at the same time. */
export async function compare(
  only: number | undefined,
  cleanUp: CleanUp,
  say: (line: string) => void,
): Promise<Comparison> {
  const began = Date.now();
  const toolkit = await installChaosToolkit(process.env, say);
  const { path: binary, version: temporal } = await findServerBinary({ env: process.env, say });
  const rows: Row[] = [];
  for (const [index, situation] of SITUATIONS.entries()) {
    const number = index + 1;
    if (only !== undefined && only !== number) continue;
    say(`situation ${number} of ${SITUATIONS.length}: ${situation.title}`);
    const { chaos, gameday } = situation;
    const contestants = [
      ...chaos.map((way) => chaosContestant(toolkit, way)),
      ...gameday.map((way) => gameDayContestant(binary, way, gameday.length > 1)),
    ];
    rows.push(...(await Promise.all(contestants.map((one) => play({ number, situation }, one, cleanUp)))));
  }
  return {
    at: new Date(began).toISOString(),
    tookMs: Date.now() - began,
    patienceMs: PATIENCE_MS,
    versions: versionsOf(toolkit, temporal),
    rows,
  };
}

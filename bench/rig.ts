import type { GameDayOutcome } from '../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../experiments/definition/plan.ts';
import type { GameDayClient } from '../client/game-day-client.ts';
import type { Target } from './target.ts';

export interface Rig {
  readonly client: GameDayClient;
  readonly target: Target;
  /** How often each thing is measured. */
  readonly runs: number;
  /** Ticks of the lateness measurement. */
  readonly ticks: number;
  readonly say: (line: string) => void;
}

/** To the tenth of a millisecond, as the target counts. */
export const now = (): number => Math.round((performance.timeOrigin + performance.now()) * 10) / 10;

/** Runs the game day to its end. */
export async function outcomeOf({ client }: Rig, plan: GameDayPlan): Promise<GameDayOutcome> {
  const { id } = await client.start(plan);
  await untilClosed(client, id);
  const { outcome } = await client.status(id);
  if (outcome === undefined) throw new Error(`${id} ended without an outcome.`);
  return outcome;
}

/** Also when it was cancelled. */
export async function untilClosed(client: GameDayClient, id: string): Promise<void> {
  await client.session.client.workflow
    .getHandle(id)
    .result()
    .catch(() => undefined);
}

/** The first runs warm things up and are not counted. */
export async function repeat<T>(
  { runs, say }: Rig,
  what: string,
  run: (nth: number) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (let nth = -2; nth < runs; nth++) {
    const result = await run(nth);
    if (nth >= 0) results.push(result);
    if (nth % 10 === 9) say(`${what}: ${nth + 1} of ${runs}`);
  }
  return results;
}

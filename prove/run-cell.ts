import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../client/failure.ts';
import type { Cell } from './cell.ts';
import { judge } from './judge.ts';
import type { Observation } from './observation.ts';
import { endOf, leftAtVerdict, runningWorkflows, verdictOf } from './world/ending.ts';
import { expiredIn } from './world/expired.ts';
import { keepHistories } from './world/histories.ts';
import { sweep } from './world/sweep.ts';
import { openWorld, type World } from './world/world.ts';

export interface CellResult {
  readonly kind: Cell['kind'];
  readonly name: string;
  readonly status: 'clean' | 'red' | 'not run';
  readonly why: readonly string[];
  readonly seen: Observation | undefined;
  readonly tookMs: number;
  /** Logs and histories, of a red one. */
  readonly kept: string | undefined;
}

interface CellSettings {
  readonly folder: string;
  readonly binary: string;
  readonly dist: string;
}

const SETTLE_MS = 1_000;

/** Never rejects: what went wrong with the harness itself is red too. */
export async function runCell(cell: Cell, settings: CellSettings): Promise<CellResult> {
  const { kind, name } = cell;
  const began = Date.now();
  let world: World | undefined;
  try {
    world = await openWorld({ ...settings, ...cell.world });
    const seen = await observe(cell, world);
    const why = judge(seen, cell.expects);
    if (why.length > 0) await keepHistories(world);
    const all = { ...seen, leftovers: await world.close() };
    const reasons = judge(all, cell.expects);
    const status = reasons.length === 0 ? 'clean' : 'red';
    return { kind, name, status, why: reasons, seen: all, tookMs: Date.now() - began, kept: undefined };
  } catch (error) {
    if (world) await keepHistories(world).catch(() => undefined);
    await world?.close().catch(() => undefined);
    const why = [`the harness could not finish it: ${messageOf(error)}`];
    return { kind, name, status: 'red', why, seen: undefined, tookMs: Date.now() - began, kept: undefined };
  }
}

async function observe(cell: Cell, world: World): Promise<Observation> {
  let struck = 'nothing';
  let struckAt: number | undefined;
  const notes: string[] = [];
  const deadline = Date.now() + cell.patienceMs;
  const refusal = await world.start().then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  if (refusal === undefined) {
    const strike = {
      now(what: string) {
        struck = what;
        struckAt = Date.now();
      },
      note: (text: string) => void notes.push(text),
    };
    await Promise.race([cell.strike(world, strike), sleep(cell.patienceMs, undefined, { ref: false })]);
  } else {
    struck = 'its start';
    struckAt = Date.now();
    notes.push(refusal.slice(0, 300));
  }
  const nobody = cell.expects.gameDay === 'nothing';
  const leftAtVerdictNow = refusal === undefined ? await leftAtVerdict(world, { deadline, nobody }) : [];
  const gameDay = refusal === undefined ? await endOf(world, { deadline, nobody }) : 'refused at the start';
  const endedAt = Date.now();
  const swept = nobody ? await sweep(world) : undefined;
  if (swept !== undefined) notes.push(`gameday sweep: ${swept}`);
  const leftAtEnd = await world.targets.left();
  const verdict = nobody || gameDay === 'still running' || refusal !== undefined ? undefined : await verdictOf(world);
  await sleep(SETTLE_MS);
  const { readyAt } = world.worker;
  return {
    struck,
    struckAt,
    gameDay,
    verdict,
    open: nobody || refusal !== undefined ? [] : await runningWorkflows(world),
    leftAtVerdict: leftAtVerdictNow,
    leftAtEnd,
    leftLater: await world.targets.left(),
    log: [...world.targets.log],
    expired: await expiredIn(world),
    recoverMs: struckAt !== undefined && readyAt > struckAt ? Math.max(0, endedAt - readyAt) : undefined,
    leftovers: [],
    notes,
  };
}

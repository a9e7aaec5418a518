import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, medianFigure } from './figure.ts';
import { aPlan, healthSli, switchFault } from './plans.ts';
import { now, repeat, type Rig, untilClosed } from './rig.ts';
import { openStage, type Stage } from './stage.ts';

/** The shortest that the watch has, for a blindAfter of 6 s. */
const HEARTBEAT_TIMEOUT_MS = 2_000;
const BLIND_AFTER_MS = 3 * HEARTBEAT_TIMEOUT_MS;
const PROBE_EVERY_MS = 100;

/** What a SIGKILL costs: of the worker, with the end of the hold past or far away, and of the server. */
export async function recovery(rig: Rig): Promise<readonly Figure[]> {
  const stage = await openStage(rig.say);
  try {
    return [await deadlinePast(rig, stage), await watchResumed(rig, stage), await serverBack(rig, stage)];
  } finally {
    await stage.stop();
  }
}

async function deadlinePast(rig: Rig, stage: Stage): Promise<Figure> {
  const delays = await repeat(rig, 'worker killed, hold over', async (nth) => {
    const { id } = await startAndWait(rig, stage, `late-${nth + 2}`, 300);
    await stage.killWorker();
    await sleep(HEARTBEAT_TIMEOUT_MS + 1_000);
    const off = rig.target.next('off');
    const readyAt = await stage.startWorker();
    const undoneAt = await off;
    await untilClosed(stage.client, id);
    return undoneAt - readyAt;
  });
  return medianFigure(
    { name: 'worker killed, deadline past: worker ready → undone', unit: 'ms', target: 1_500 },
    delays,
  );
}

async function watchResumed(rig: Rig, stage: Stage): Promise<Figure> {
  const delays = await repeat(rig, 'worker killed, fault held', async (nth) => {
    const { id } = await startAndWait(rig, stage, `watched-${nth + 2}`, 60_000);
    await sleep(500);
    const killedAt = now();
    await stage.killWorker();
    const probed = rig.target.next('probed');
    await stage.startWorker();
    const resumedAt = await probed;
    await stage.client.abort(id, { by: 'bench', reason: 'measured' });
    await untilClosed(stage.client, id);
    return resumedAt - killedAt;
  });
  return medianFigure(
    { name: 'worker killed and restarted → watch resumed', unit: 'ms', target: HEARTBEAT_TIMEOUT_MS + 1_500 },
    delays,
  );
}

/** The hold ends while the server is away. */
async function serverBack(rig: Rig, stage: Stage): Promise<Figure> {
  const delays = await repeat(rig, 'server killed', async (nth) => {
    const { id } = await startAndWait(rig, stage, `server-${nth + 2}`, 1_500);
    await stage.killServer();
    await sleep(2_000);
    const off = rig.target.next('off');
    const backAt = await stage.startServer();
    const undoneAt = await off;
    await untilClosed(stage.client, id);
    // It may go on before it is seen to answer.
    return Math.max(0, undoneAt - backAt);
  });
  return medianFigure(
    { name: 'server killed and restarted → the game day goes on', unit: 'ms', target: 5_000 },
    delays,
  );
}

async function startAndWait({ target }: Rig, { client }: Stage, name: string, hold: number): Promise<{ id: string }> {
  const sli = { ...healthSli(target, PROBE_EVERY_MS), blindAfter: BLIND_AFTER_MS };
  const on = target.next('on');
  const started = await client.start(aPlan(target, { name, fault: switchFault(target, hold), slis: [sli] }));
  await on;
  return started;
}

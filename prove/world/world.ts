import { setMaxListeners } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { GameDayClient } from '../../client/game-day-client.ts';
import { settingsOf } from '../../client/session/settings.ts';
import { theGameDay } from '../the-game-day.ts';
import { approveWhenAsked } from './approver.ts';
import { killAll, leftoversOf, MARK } from './leftovers.ts';
import { type Server, startServer } from './server.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';
import { startTargets, type Targets } from './targets.ts';
import { type ProvenWorker, startWorker } from './worker.ts';
import { type Role, workflowIds } from './workflow-ids.ts';

export interface WorldSettings {
  /** New, and nobody else's. */
  readonly folder: string;
  readonly binary: string;
  /** The build that the worker is started from. */
  readonly dist: string;
  readonly serverSurvives?: boolean;
  readonly holdMs?: number;
  readonly ballast?: string;
  /** Which of the worker's folders is on a disk that can be filled. */
  readonly onSmallDisk?: 'store' | 'state' | undefined;
  /** False where it must be told which layer has undone: the sweeper comes at any moment of a minute. */
  readonly sweeps?: boolean;
}

/** One cell's own server, worker, targets and game day. */
export interface World {
  readonly settings: WorldSettings;
  readonly server: Server;
  readonly targets: Targets;
  readonly client: GameDayClient;
  readonly state: string;
  readonly disk: SmallDisk | undefined;
  /** The newest one. */
  worker: ProvenWorker;
  /** Undefined until it is started; the ids of all workflows are known from then on. */
  ids: Record<Role, string> | undefined;
  newWorker(dist?: string): Promise<ProvenWorker>;
  /** Starts the reference game day; somebody approves as soon as it asks. */
  start(): Promise<void>;
  readonly over: AbortSignal;
  /** Takes everything down. Answers with the processes that had to be ended because nobody knew them. */
  close(): Promise<readonly string[]>;
}

export async function openWorld(settings: WorldSettings): Promise<World> {
  const { folder, binary, dist, serverSurvives = false, onSmallDisk, sweeps = true } = settings;
  const env = { ...process.env, [MARK]: folder };
  await mkdir(`${folder}/data`, { recursive: true });
  await writeFile(`${folder}/data/rows`, 'what the snapshot copies\n');
  const undo: (() => Promise<unknown> | void)[] = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const disk = onSmallDisk && smallDisk(`${folder}/${onSmallDisk}`);
  if (disk) undo.push(() => disk.unmount());
  const known: ProvenWorker[] = [];
  const close = async (): Promise<readonly string[]> => {
    closing.abort();
    for (const step of undo.toReversed()) await step();
    const left = await leftoversOf(folder);
    killAll(folder);
    return left;
  };
  try {
    const server = await startServer({ binary, folder, env, survives: serverSurvives });
    undo.push(() => server.kill());
    const newWorker = async (from = dist) => {
      const { address } = server;
      const logFile = `${folder}/worker.log`;
      const worker = await startWorker({
        dist: from,
        address,
        store: `${folder}/store`,
        state,
        logFile,
        env,
        sweeps,
      });
      known.push(worker);
      world.worker = worker;
      return worker;
    };
    const state = `${folder}/state`;
    undo.push(() => Promise.all(known.map((worker) => worker.kill())));
    const targets = await startTargets(folder, env);
    undo.push(() => targets.stop());
    const client = await GameDayClient.connectTo(settingsOf(server.address, 'default', undefined));
    // Never closed: a call that is just being tried again on a closed channel would end the whole harness.
    const world: World = {
      settings,
      server,
      targets,
      client,
      state,
      disk,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first one is started below
      worker: undefined as unknown as ProvenWorker,
      ids: undefined,
      newWorker,
      async start() {
        const { holdMs, ballast } = settings;
        const { id } = await client.start(
          theGameDay({ url: targets.url, folder, ...(holdMs ? { holdMs } : {}), ...(ballast ? { ballast } : {}) }),
        );
        world.ids = await workflowIds(id, targets);
        void approveWhenAsked(client.session.client, id, closing.signal);
      },
      over: closing.signal,
      close,
    };
    await newWorker();
    return world;
  } catch (error) {
    await close();
    throw error;
  }
}

import { type DevServer, startDevServer } from '../../client/embedded/dev-server.ts';
import { freePort } from '../../client/embedded/free-port.ts';

export interface Server {
  readonly address: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** On the same port and the same database. */
  again(): Promise<void>;
}

interface ServerSettings {
  readonly binary: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Else in memory, and gone with a kill. */
  readonly survives: boolean;
}

export async function startServer({ binary, folder, env, survives }: ServerSettings): Promise<Server> {
  const settings = {
    binary,
    env,
    port: await freePort(),
    uiPort: 'no UI' as const,
    logFile: `${folder}/server.log`,
    ...(survives ? { database: `${folder}/temporal.db` } : {}),
  };
  let running: DevServer | undefined = await startDevServer(settings);
  return {
    address: running.address,
    async kill() {
      await running?.stop(0);
      running = undefined;
    },
    async again() {
      running = await startDevServer(settings);
    },
  };
}

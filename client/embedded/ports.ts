import { invalid } from '../failure.ts';
import { freePort, isFree } from './free-port.ts';

export const DEFAULT_PORT = 7233;
/** The dev server's own rule, by which a client can guess the address of the UI. */
const UI_PORT_OFFSET = 1000;

export interface Ports {
  readonly port: number;
  readonly uiPort: number;
  /** Nobody asked for these: if one is taken in the last moment, others will do. */
  readonly anyWillDo: boolean;
}

export interface AskedPorts {
  readonly port?: number | undefined;
  readonly uiPort?: number | undefined;
}

/** What was asked for, or the defaults, or, when these are taken, any two free ports. */
export async function choosePorts(asked: AskedPorts): Promise<Ports> {
  if (asked.port !== undefined || asked.uiPort !== undefined) {
    const port = asked.port ?? DEFAULT_PORT;
    const uiPort = asked.uiPort ?? port + UI_PORT_OFFSET;
    for (const one of [port, uiPort]) if (!(await isFree(one))) throw taken(one);
    return { port, uiPort, anyWillDo: false };
  }
  const uiPort = DEFAULT_PORT + UI_PORT_OFFSET;
  if ((await isFree(DEFAULT_PORT)) && (await isFree(uiPort))) return { port: DEFAULT_PORT, uiPort, anyWillDo: true };
  return { port: await freePort(), uiPort: await freePort(), anyWillDo: true };
}

const taken = (port: number) =>
  invalid(
    `The Temporal dev server was not started: port ${port} of 127.0.0.1 is taken by another program. ` +
      'Ask for another one, or leave the port out and a free one is taken.',
  );

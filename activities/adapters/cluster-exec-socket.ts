import type * as Library from '@kubernetes/client-node';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { PodCommand } from '../cluster.ts';
import type { Access } from './cluster-access.ts';
import { type Output, output, statusOf } from './cluster-exec-frames.ts';
import { type ApiAnswer, jsonOrText, reasonOf } from './cluster-request.ts';

export type Ending =
  | { readonly outcome: 'exited'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'unreached'; readonly reason: string }
  /** Not by the program: the server did not open the connection. */
  | { readonly outcome: 'refused'; readonly answer: ApiAnswer };

/** What we need of the websocket of the library. */
interface Socket {
  readonly protocol: string;
  send(bytes: Uint8Array): void;
  terminate(): void;
  on(event: 'open', act: () => void): void;
  on(event: 'close', act: (code: number) => void): void;
  on(event: 'unexpected-response', act: (request: ClientRequest, response: IncomingMessage) => void): void;
}

const CLOSES_STDIN = 'v5.channel.k8s.io';
const Channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;
const MAX_REFUSAL_BYTES = 64 * 1024;

export async function runInPod(access: Access, path: string, command: PodCommand, timeoutMs: number): Promise<Ending> {
  const library = await import('@kubernetes/client-node');
  return new Promise((resolve) => {
    let socket: Socket | undefined;
    const end = (ending: Ending): void => {
      clearTimeout(timer);
      command.signal?.removeEventListener('abort', stop);
      socket?.terminate();
      resolve(ending);
    };
    const failed = (reason: string): void => end({ outcome: 'failed', reason });
    const stop = (): void => failed('stopped on request; it may still run');
    const late = (): void => failed(`did not end within ${command.timeoutMs} ms; it may still run`);
    const timer = setTimeout(late, Math.max(timeoutMs, 0));
    command.signal?.addEventListener('abort', stop);
    const outputs = { stdout: output('head'), stderr: output('tail') };
    const config = lent(library, access, (request, opened) => {
      socket = opened;
      opened.on('unexpected-response', (_, response) => void refused(response).then(end));
      // Before it is open, an error says more.
      opened.on('open', () => opened.on('close', (code) => failed(lost(code))));
      request.end();
    });
    new library.Exec(config).handler
      .connect(path, null, (channel, bytes) => received(channel, bytes, outputs, end))
      .then(() => sendInput(socket, command.stdin, failed))
      .catch((error: unknown) => end({ outcome: 'unreached', reason: reasonOf(error) }));
  });
}

const lost = (code: number): string =>
  `was lost: the connection ended (${code}) before the program did; it may still run`;

/** What we have already, so that it is not read again; and a look at the socket before it is open. */
function lent(
  { KubeConfig }: typeof Library,
  { server, context, headers, agent }: Access,
  began: (request: ClientRequest, socket: Socket) => void,
): Library.KubeConfig {
  return Object.assign(new KubeConfig(), {
    getCurrentCluster: () => ({ name: context, server, skipTLSVerify: false }),
    async applyToHTTPSOptions(options: object): Promise<void> {
      Object.assign(options, { headers: { 'user-agent': 'gameday', ...headers }, agent, finishRequest: began });
    },
  });
}

function received(
  channel: number,
  bytes: Buffer,
  { stdout, stderr }: Readonly<Record<'stdout' | 'stderr', Output>>,
  end: (ending: Ending) => void,
): boolean {
  if (channel === Channel.stdout) stdout.add(bytes);
  else if (channel === Channel.stderr) stderr.add(bytes);
  else if (channel === Channel.status) {
    const status = statusOf(bytes);
    if ('exitCode' in status) end({ outcome: 'exited', ...status, stdout: stdout.text(), stderr: stderr.text() });
    else end({ outcome: 'failed', reason: `could not be run: ${status.problem}` });
  }
  return true;
}

function sendInput(socket: Socket | undefined, stdin: string | undefined, failed: (reason: string) => void): void {
  if (socket === undefined || stdin === undefined) return;
  if (socket.protocol !== CLOSES_STDIN) {
    failed('was given no input: this API server cannot end the input of a program. It can from Kubernetes 1.30 on');
    return;
  }
  socket.send(Buffer.concat([Buffer.of(Channel.stdin), Buffer.from(stdin)]));
  socket.send(Buffer.of(Channel.close, Channel.stdin));
}

async function refused(response: IncomingMessage): Promise<Ending> {
  let text = '';
  try {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length > MAX_REFUSAL_BYTES) break;
    }
  } catch {
    // The status says enough.
  }
  return { outcome: 'refused', answer: { status: response.statusCode ?? 502, body: jsonOrText(text) } };
}

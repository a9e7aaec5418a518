import { failure, FailureType } from '../failures.ts';
import type { TargetResolver } from './resolver.ts';

const ACCEPT_WITHIN_MS = 3_000;

export const applicationTargets: TargetResolver<'application'> = {
  kind: 'application',
  async find({ url }, ports, signal) {
    const { host, port, path } = addressOf(ports.secrets.resolve(url));
    const { accepted, reason } = await ports.sockets.connect(host, port, ACCEPT_WITHIN_MS, signal);
    if (!accepted) {
      throw failure(
        FailureType.targetMissing,
        `No application was found at ${host}:${port}: ${reason}. Start it, or correct "url" of the target.`,
      );
    }
    // The identity travels, so it keeps references to secrets as references.
    return [
      {
        kind: 'application',
        key: `application/${oneName(host)}:${port}${path}`,
        label: `application ${host}:${port}${path}`,
        url,
      },
    ];
  },
};

function addressOf(url: string): { readonly host: string; readonly port: number; readonly path: string } {
  if (!URL.canParse(url)) {
    throw failure(
      FailureType.unsupported,
      'No application was looked for: "url" of the target is not a URL. Correct it.',
    );
  }
  const { protocol, hostname, port, pathname } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(port || (protocol === 'https:' ? 443 : 80)), path: pathname.replace(/\/+$/, '') };
}

/** The key is a mutex: an application of this machine has one name, however it is addressed. */
function oneName(host: string): string {
  return host === 'localhost' || host === '::1' || host.startsWith('127.') ? '127.0.0.1' : host;
}

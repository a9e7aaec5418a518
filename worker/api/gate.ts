import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from './api-settings.ts';
import { Refusal } from './answer.ts';
import type { TokenBuckets } from './token-buckets.ts';

export interface Gate {
  /** Where it listens. */
  readonly host: string;
  readonly token: string;
  /** Where the token is to be found, for the person who lacks it. */
  readonly tokenPlace: string;
  readonly buckets: TokenBuckets;
}

/** Throws a refusal for everything that must not get in. From the cheapest question to the dearest. */
export function admit(request: IncomingMessage, gate: Gate): void {
  refuseTooMany(request, gate);
  refuseForeignHost(request, gate);
  refuseOtherOrigins(request);
  if (request.method === 'POST' || !isLoopback(gate.host)) refuseWithoutToken(request, gate);
}

/** Orders have a bucket of their own, so that a busy monitor cannot keep a halt out. */
function refuseTooMany({ socket, method }: IncomingMessage, { buckets }: Gate): void {
  if (buckets.take(`${method === 'POST' ? 'order' : 'look'} ${socket.remoteAddress ?? ''}`)) return;
  throw new Refusal(429, 'Too many requests from this address. Wait a second, and ask less often.', {
    'retry-after': '1',
  });
}

/**
 * A web page whose name was rebound to 127.0.0.1 sends its own name. Beyond loopback we do not know by which names we are
 * reached, but there every request needs the token.
 */
function refuseForeignHost({ headers }: IncomingMessage, gate: Gate): void {
  if (!isLoopback(gate.host)) return;
  const name = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(headers.host ?? '');
  if (name && isLoopback((name[1] ?? name[2] ?? '').toLowerCase())) return;
  throw new Refusal(403, 'The Host header names another machine. Ask for localhost or 127.0.0.1.');
}

/** We serve no pages, so whatever a browser sends from one is not meant for us. */
function refuseOtherOrigins({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site'];
  if (headers.origin === undefined && (site === undefined || site === 'none')) return;
  throw new Refusal(403, 'Requests of web pages are refused. Use curl, or another program that is no browser.');
}

function refuseWithoutToken({ headers }: IncomingMessage, { token, tokenPlace }: Gate): void {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (isSame(given, token)) return;
  const message =
    given === '' ? 'This needs the header Authorization: Bearer TOKEN.' : 'The token is not the right one.';
  throw new Refusal(401, `${message} The token is in ${tokenPlace}.`, {
    'www-authenticate': `Bearer realm="gameday"${given === '' ? '' : ', error="invalid_token"'}`,
  });
}

/** Of hashes, so that neither the time nor the length tells anything. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

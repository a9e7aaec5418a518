import { readFileSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';

export interface ApiSettings {
  readonly host: string;
  readonly port: number;
  /** Somebody asked for this address: not to get it is an error. */
  readonly isExplicit: boolean;
  /** Undefined on loopback only; then the worker makes one. */
  readonly token?: string | undefined;
}

type Wishes = Readonly<
  Partial<Record<'GAMEDAY_API' | 'GAMEDAY_API_TOKEN' | 'GAMEDAY_API_TOKEN_FILE', string | undefined>>
>;
type Read = { readonly api: ApiSettings | undefined } | { readonly problems: readonly string[] };

const DEFAULT_ADDRESS = '127.0.0.1:7377';
const SHORTEST_TOKEN = 16;

/** Undefined when it is off. All problems at once; none of them shows a token. */
export function apiSettings(wishes: Wishes): Read {
  const { GAMEDAY_API: wanted = DEFAULT_ADDRESS } = wishes;
  if (wanted === 'off') return { api: undefined };
  const address = parseAddress(wanted);
  const { token, problems } = configuredToken(wishes);
  if (!address)
    return {
      problems: [
        `GAMEDAY_API: "${wanted}" is not an address; expected for example 127.0.0.1:7377, or off`,
        ...problems,
      ],
    };
  if (problems.length === 0 && token === undefined && !isLoopback(address.host)) {
    return {
      problems: [
        `GAMEDAY_API: ${wanted} can be reached from other machines, so it needs GAMEDAY_API_TOKEN or GAMEDAY_API_TOKEN_FILE`,
      ],
    };
  }
  if (problems.length > 0) return { problems };
  return { api: { ...address, isExplicit: wishes.GAMEDAY_API !== undefined, token } };
}

/** Only what surely stays on this machine; a name may lead anywhere. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

function parseAddress(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, inBrackets, plain, digits = ''] = /^(?:\[([^\]]+)\]|([^\s:[\]/]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  if (inBrackets !== undefined && !isIPv6(inBrackets)) return undefined;
  return { host, port };
}

function configuredToken({ GAMEDAY_API_TOKEN: given, GAMEDAY_API_TOKEN_FILE: file }: Wishes): {
  readonly token?: string;
  readonly problems: readonly string[];
} {
  if (given !== undefined && file !== undefined)
    return { problems: ['GAMEDAY_API_TOKEN: give it or GAMEDAY_API_TOKEN_FILE, not both'] };
  const name = file === undefined ? 'GAMEDAY_API_TOKEN' : 'GAMEDAY_API_TOKEN_FILE';
  let token = given;
  try {
    if (file !== undefined) token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    return { problems: [`${name}: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (token === undefined) return { problems: [] };
  if (!/^[\x21-\x7e]+$/.test(token) || token.length < SHORTEST_TOKEN)
    return { problems: [`${name}: a token needs ${SHORTEST_TOKEN} or more printable characters without blanks`] };
  return { token, problems: [] };
}

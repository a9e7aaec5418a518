import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { invalid, messageOf } from '../failure.ts';

/** What the person asked for; everything else comes from the profile and from TEMPORAL_* (TLS and API keys too). */
export interface ConnectionFlags {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly profile?: string | undefined;
}

export interface ConnectionSettings {
  readonly address: string;
  readonly namespace: string;
  readonly connection: Pick<ConnectionOptions, 'tls' | 'apiKey' | 'metadata'>;
  /** Where a person looks at it in a browser, without a slash at the end. */
  readonly uiUrl: string | undefined;
  /** What another command needs to get to the same place, with a blank in front; empty when it needs nothing. */
  readonly flags: string;
}

const DEFAULT_ADDRESS = '127.0.0.1:7233';

export function connectionSettings(flags: ConnectionFlags, env: NodeJS.ProcessEnv): ConnectionSettings {
  const { connectionOptions, namespace } = fromProfile(flags, env);
  const address = flags.address ?? connectionOptions.address ?? DEFAULT_ADDRESS;
  const { tls, apiKey, metadata } = connectionOptions;
  return {
    address,
    namespace: flags.namespace ?? namespace ?? 'default',
    connection: {
      ...(tls === undefined ? {} : { tls }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata }),
    },
    uiUrl: env['GAMEDAY_UI_URL']?.replace(/\/$/, '') ?? guessUiUrl(address),
    flags: flagsAsText(flags),
  };
}

/** Of the server that we started ourselves. */
export function settingsOf(address: string, namespace: string, uiUrl: string | undefined): ConnectionSettings {
  const flags = address === DEFAULT_ADDRESS ? '' : flagsAsText({ address });
  return { address, namespace, uiUrl, connection: {}, flags };
}

const flagsAsText = ({ address, namespace, profile }: ConnectionFlags): string =>
  Object.entries({ address, namespace, profile })
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${value}`]))
    .join('');

function fromProfile({ profile }: ConnectionFlags, env: NodeJS.ProcessEnv) {
  const overrideEnvVars = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  try {
    return loadClientConnectConfig({ ...(profile === undefined ? {} : { profile }), overrideEnvVars });
  } catch (error) {
    const which = profile ?? env['TEMPORAL_PROFILE'] ?? 'default';
    throw invalid(
      `The connection profile "${which}" was not read: ${messageOf(error)}. ` +
        'Profiles are kept by `temporal config`; see `temporal config list`.',
    );
  }
}

/** The dev server puts its UI a thousand ports higher. Elsewhere only GAMEDAY_UI_URL knows. */
function guessUiUrl(address: string): string | undefined {
  const { hostname, port } = new URL(`tcp://${address}`);
  if (hostname.endsWith('.tmprl.cloud') || hostname.endsWith('.api.temporal.io')) return 'https://cloud.temporal.io';
  if (!isLoopback(address)) return undefined;
  return `http://${hostname}:${Number(port || 7233) + 1000}`;
}

export const isLoopback = (address: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(address);

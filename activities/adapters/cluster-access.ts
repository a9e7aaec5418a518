import type { KubeConfig } from '@kubernetes/client-node';
import type { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { failure, FailureType, type FailureTypeName } from '../failures.ts';
import { type AgentFor, keptAgents } from './cluster-agent.ts';
import { type Configuration, type ConfigurationPlaces, readConfiguration } from './cluster-configuration.ts';
import { plugInAuthenticator } from './cluster-plug-in.ts';

/** What a request needs to get in. Holds secrets: never logged, never in an error. */
export interface Access {
  readonly server: string;
  readonly context: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: HttpAgent;
}

export interface ClusterAccess {
  describe(): { readonly context: string; readonly server: string } | undefined;
  /** `about`: what did not happen without it: `Pod shop/web-1 was not read`. */
  get(about: string): Promise<Access>;
  /** The server does not accept these credentials any more: everything is read again, once for all who ask. */
  renewed(about: string, refused: Access): Promise<Access>;
}

/** Token files change, and credentials of plug-ins expire. */
const FRESH_MS = 60_000;

export function clusterAccess(places: ConfigurationPlaces, timeoutMs: number): ClusterAccess {
  const agentFor = keptAgents();
  let configured: Configured | undefined;
  let stale = false;
  let current: { readonly access: Access; readonly until: number } | undefined;
  let coming: Promise<Access> | undefined;

  /** The first cluster that was found stays the one, whatever the kubeconfig says later. */
  function configuration(): Configured | { readonly missing: string } {
    if (configured !== undefined && !stale) return configured;
    const found = readConfiguration({ ...places, context: configured?.context ?? places.context });
    if ('missing' in found) return found;
    if (configured !== undefined && configured.server !== found.server) return { missing: moved(configured, found) };
    stale = false;
    configured = { ...found, library: inLibrary(found, timeoutMs) };
    // Begun here, so that the first request does not wait for it; whoever waits is told.
    configured.library.catch(() => undefined);
    return configured;
  }

  async function load(): Promise<Access> {
    const found = configuration();
    if ('missing' in found) {
      throw new NoAccess(FailureType.unsupported, `no Kubernetes cluster is configured. ${found.missing}`);
    }
    const access = await granted(found, agentFor);
    current = { access, until: performance.now() + FRESH_MS };
    return access;
  }

  async function get(about: string): Promise<Access> {
    if (current !== undefined && performance.now() < current.until) return current.access;
    // One plug-in for all who wait for it.
    coming ??= load().finally(() => {
      coming = undefined;
    });
    try {
      return await coming;
    } catch (error) {
      throw error instanceof NoAccess ? failure(error.type, `${about}: ${error.message}`) : error;
    }
  }

  return {
    get,
    describe() {
      const found = configured ?? configuration();
      return 'missing' in found ? undefined : { context: found.context, server: found.server };
    },
    async renewed(about, refused) {
      if (current?.access === refused) {
        current = undefined;
        stale = true;
      }
      return get(about);
    },
  };
}

type Configured = Configuration & { readonly library: Promise<KubeConfig> };

/** Why there is none, to which each who asked adds what did not happen for it. */
class NoAccess extends Error {
  readonly type: FailureTypeName;

  constructor(type: FailureTypeName, message: string) {
    super(message);
    this.type = type;
  }
}

async function inLibrary({ kubeconfig }: Configuration, timeoutMs: number): Promise<KubeConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromOptions(kubeconfig);
  config.addAuthenticator(plugInAuthenticator(timeoutMs));
  return config;
}

async function granted({ context, server, library }: Configured, agentFor: AgentFor): Promise<Access> {
  const kubeConfig = await library;
  const options: RequestOptions = {};
  try {
    await kubeConfig.applyToHTTPSOptions(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'they cannot be read';
    const isFile = error instanceof Error && 'syscall' in error;
    throw new NoAccess(
      isFile ? FailureType.unsupported : FailureType.effectFailed,
      `there are no credentials for context "${context}": ${reason}. Try: kubectl --context ${context} get --raw /readyz`,
    );
  }
  const given: [string, unknown][] = Object.entries(options.headers ?? {});
  if (options.auth) given.push(['authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`]);
  // A token file may end with a new line.
  const headers = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value).trim()]));
  return { server, context, headers, agent: agentFor(server, options, kubeConfig.getCurrentCluster()?.proxyUrl) };
}

const moved = (before: Configuration, now: Configuration): string =>
  `The server of context "${before.context}" was ${before.server} when this worker began, and is ${now.server} now. If that is the same cluster, start the worker again.`;

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Kubeconfig, readKubeconfigs } from './cluster-kubeconfig.ts';

export interface ConfigurationPlaces {
  readonly env: NodeJS.ProcessEnv;
  /** Instead of the current context of the kubeconfig. */
  readonly context?: string | undefined;
  /** Where a pod finds its credentials. */
  readonly serviceAccountDirectory?: string | undefined;
}

export interface Configuration {
  readonly kubeconfig: Kubeconfig;
  readonly context: string;
  readonly server: string;
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** KUBECONFIG, then ~/.kube/config, then the service account of a pod, as kubectl does; else why there is none. */
export function readConfiguration(places: ConfigurationPlaces): Configuration | { readonly missing: string } {
  const named = (places.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  // What somebody named and is not there is a mistake; another cluster in its place would be the wrong one.
  const home = named.length > 0 ? undefined : places.env['HOME'];
  const usual = home ? [join(home, '.kube', 'config')] : [];
  const there = [...named, ...usual].filter((file) => existsSync(file));
  if (there.length > 0) return fromFiles(there, places);
  const inPod = named.length > 0 ? undefined : fromServiceAccount(places);
  if (inPod !== undefined) return inPod;
  const looked =
    named.length > 0
      ? `KUBECONFIG names ${named.join(', ')}, which is not there`
      : `KUBECONFIG is not set, ${usual[0] ?? '~/.kube/config'} is not there, and this is no pod with a service account`;
  return { missing: `${looked}. Set KUBECONFIG to the file of the cluster that is meant.` };
}

function fromFiles(files: readonly string[], { context }: ConfigurationPlaces): ReturnType<typeof readConfiguration> {
  const kubeconfig = readKubeconfigs(files);
  if ('problem' in kubeconfig) return { missing: kubeconfig.problem };
  const { contexts, clusters, users, currentContext } = kubeconfig;
  const from = files.join(', ');
  const known = `known are: ${contexts.map(({ name }) => name).join(', ') || 'none'}`;
  const chosen = context ?? currentContext;
  if (!chosen) {
    return { missing: `${from} has no current-context. Set it, or GAMEDAY_KUBERNETES_CONTEXT; ${known}.` };
  }
  const found = contexts.find(({ name }) => name === chosen);
  if (found === undefined) return { missing: `${from} has no context "${chosen}"; ${known}.` };
  const about = `Context "${chosen}" in ${from}`;
  const server = clusters.find(({ name }) => name === found.cluster)?.server;
  if (server === undefined) return { missing: `${about} names a cluster that is not in there.` };
  if (!users.some(({ name }) => name === found.user)) {
    return { missing: `${about} names a user that is not in there.` };
  }
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    return { missing: `${about} has a server that is no address with https:// or http://.` };
  }
  return { kubeconfig: { ...kubeconfig, currentContext: chosen }, context: chosen, server };
}

function fromServiceAccount(places: ConfigurationPlaces): Configuration | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = places.env;
  const directory = places.serviceAccountDirectory ?? SERVICE_ACCOUNT;
  const tokenFile = join(directory, 'token');
  if (!host || !port || !existsSync(tokenFile)) return undefined;
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const context = 'in-cluster';
  const cluster = { name: context, server, caFile: join(directory, 'ca.crt'), skipTLSVerify: false };
  const user = { name: context, authProvider: { name: 'tokenFile', config: { tokenFile } } };
  const contexts = [{ name: context, cluster: context, user: context }];
  return { kubeconfig: { clusters: [cluster], users: [user], contexts, currentContext: context }, context, server };
}

import { type Cluster, type Context, KubeConfig, type User } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { plugInEntry, withPlugIn } from './cluster-plug-in.ts';

/** Several files count as one: of each name, the first is taken. */
export function readKubeconfigs(
  files: readonly string[],
): { readonly kubeConfig: KubeConfig } | { readonly problem: string } {
  const parts: KubeConfig[] = [];
  for (const file of files) {
    try {
      parts.push(readOne(file));
    } catch (error) {
      return { problem: `${file} cannot be used: ${safeReason(error)}.` };
    }
  }
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: firstOfEach(parts.flatMap(({ clusters }) => clusters)),
    contexts: firstOfEach<Context>(parts.flatMap(({ contexts }) => contexts)),
    // Without a user the library forgets the server's certificate too.
    users: firstOfEach<User>([...parts.flatMap(({ users }) => users), { name: '' }]),
    currentContext: parts.find(({ currentContext }) => Boolean(currentContext))?.currentContext,
  });
  return { kubeConfig };
}

const rawUsers = z.object({
  users: z
    .array(z.object({ name: z.string(), user: z.object({ tokenFile: z.string().optional() }).nullish() }))
    .nullish(),
});

function readOne(file: string): KubeConfig {
  const text = readFileSync(file, 'utf8');
  const folder = dirname(file);
  const part = new KubeConfig();
  part.loadFromString(text);
  part.makePathsAbsolute(folder);
  const raw = rawUsers.parse(parse(text)).users;
  part.contexts = part.contexts.map((context) => ({ ...context, user: context.user ?? '' }));
  part.clusters = part.clusters.map(withPlainHttp);
  part.users = part.users.map((user) => {
    const tokenFile = raw?.find(({ name }) => name === user.name)?.user?.tokenFile;
    return withCommand(tokenFile === undefined ? user : withTokenFile(user, within(folder, tokenFile)), folder);
  });
  return part;
}

/** The library refuses http:// unless nobody expects a certificate. */
function withPlainHttp(cluster: Cluster): Cluster {
  return cluster.server.startsWith('http://') ? { ...cluster, skipTLSVerify: true } : cluster;
}

/** The library does not know this field; kubectl prefers it to a token. */
function withTokenFile({ token: _token, ...user }: User, tokenFile: string): User {
  return { ...user, authProvider: { name: 'tokenFile', config: { tokenFile } } };
}

function withCommand(user: User, folder: string): User {
  if (!user.exec) return user;
  const plugIn = plugInEntry.parse(user.exec);
  const isPath = plugIn.command.includes('/');
  return withPlugIn(user, isPath ? { ...plugIn, command: within(folder, plugIn.command) } : plugIn);
}

const within = (folder: string, file: string): string => (isAbsolute(file) ? file : join(folder, file));

function firstOfEach<T extends { readonly name: string }>(all: readonly T[]): T[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

const withMark = z.object({ mark: z.object({ line: z.number() }) });

/** A parser quotes the lines around a mistake, and they may hold a token. */
function safeReason(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be read';
  const { mark } = withMark.safeParse(error).data ?? {};
  if (mark !== undefined || error.name.startsWith('YAML'))
    return `it is no valid YAML${mark === undefined ? '' : ` (line ${mark.line + 1})`}`;
  if (error instanceof TypeError) return 'it is no kubeconfig';
  return error.message;
}

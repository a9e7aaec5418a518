import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCluster } from '../../activities/adapters/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type ClusterPlace, freePlace } from '../support/own-cluster.ts';

describe('cluster:down', () => {
  let place: ClusterPlace;
  beforeAll(async () => {
    place = await freePlace(1);
  });
  afterAll(() => place.leave());

  it('leaves no process, link, route, network namespace, mount or cgroup, and the kernel settings as they were', async () => {
    const settings = kernelSettings();
    expect(tracesOf(place)).toEqual(nothing);
    await place.run('up');
    await runPodIn(place);
    // Also after a power cut, which leaves cgroups behind.
    await place.run('node', 'off', '1');
    await place.run('up');
    const found = tracesOf(place);
    for (const [kind, traces] of Object.entries(found)) expect([kind, traces.length > 0]).toEqual([kind, true]);

    await place.run('down');
    expect(tracesOf(place)).toEqual(nothing);
    expect(kernelSettings()).toEqual(settings);
    expect(readdirSync(place.dir)).toEqual(['log']);
  }, 240_000);

  it('does nothing when there is nothing', async () => {
    expect(await place.run('down')).toBe('');
  }, 30_000);
});

const nothing = { processes: [], links: [], routes: [], namespaces: [], cgroups: [], mounts: [] };

/** What of this machine belongs to the cluster: others may be up beside it. */
function tracesOf({ name, net, dir }: ClusterPlace): Readonly<Record<string, readonly string[]>> {
  return {
    // Those of pods name nothing of the cluster, but are in its cgroups.
    processes: naming(processes(), dir, `/${name}-`, `${name}-cp`),
    links: naming(output('ip', '-o', 'link'), `${name}-`),
    routes: naming(output('ip', 'route'), `${net}.`),
    namespaces: naming(output('ip', 'netns'), `${name}-`),
    cgroups: naming(output('find', '/sys/fs/cgroup', '-type', 'd'), `/${name}-`),
    mounts: naming(readFileSync('/proc/mounts', 'utf8').split('\n'), dir, `${name}-`),
  };
}

function naming(lines: readonly string[], ...words: readonly string[]): readonly string[] {
  return lines.filter((line) => words.some((word) => line.includes(word)));
}

function processes(): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      return ['cmdline', 'cgroup']
        .map((file) => readFileSync(join('/proc', pid, file), 'utf8').replaceAll('\0', ' '))
        .join(' ');
    } catch {
      return [];
    }
  });
}

function kernelSettings(): readonly string[] {
  const names = [
    'vm.overcommit_memory',
    'vm.panic_on_oom',
    'kernel.panic',
    'kernel.panic_on_oops',
    'net.ipv4.ip_forward',
  ];
  return [...output('sysctl', ...names), ...output('iptables-save').filter((line) => !line.startsWith('#'))];
}

function output(program: string, ...words: readonly string[]): readonly string[] {
  return execFileSync(program, words, { encoding: 'utf8' }).split('\n').filter(Boolean);
}

async function runPodIn({ dir }: ClusterPlace): Promise<void> {
  const cluster = createCluster({ env: { KUBECONFIG: join(dir, 'kubeconfig') } });
  const container = {
    name: 'main',
    image: 'gameday/busybox:1',
    imagePullPolicy: 'Never',
    command: ['sleep', '100000'],
  };
  const metadata = { namespace: 'default', name: 'idle' };
  await cluster.create({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } });
  await eventually(async () => {
    const pod = await cluster.get({ apiVersion: 'v1', kind: 'Pod', ...metadata });
    const status = pod?.['status'] as { readonly phase?: string } | undefined;
    return status?.phase === 'Running';
  }, 60_000);
}

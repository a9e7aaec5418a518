import type { ClusterObject } from '../../cluster.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Ports } from '../../ports.ts';

const LOOK_WITHIN_MS = 4_000;

/**
 * Only what a shell has in it: names of the processes that live, and how often the kernel has killed one for want of memory
 * here. The dead stay there when the first process of the container does not wait for them.
 */
const SCRIPT = `
{ for dir in /proc/[0-9]*; do
  IFS= read -r stat <"$dir/stat" || continue
  name=\${stat#*(}; name=\${name%)*}
  case \${stat##*) } in Z*|X*) ;; *) echo "process $name" ;; esac
done
for file in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
  while read -r key value; do [ "$key" = oom_kill ] && echo "oom_kill $value"; done <"$file"
done; } 2>/dev/null
exit 0`;

export interface InContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** What goes on in a container; `unseen` when nothing can be run in it. */
export type Seen = { readonly stressors: number; readonly oomKills: number | undefined } | { readonly unseen: string };

/** Chaos Mesh runs its stressors inside the container: among its processes, on its limits. */
export async function lookForStressors(where: InContainer, { cluster }: Ports, signal: AbortSignal): Promise<Seen> {
  const argv = ['/bin/sh', '-c', SCRIPT];
  const result = await cluster.exec({ ...where, argv, timeoutMs: LOOK_WITHIN_MS, signal });
  if (result.outcome === 'failed') return { unseen: result.reason };
  const lines = result.stdout.split('\n');
  const processes = lines.filter((line) => line.startsWith('process '));
  // The shell itself is always there.
  if (processes.length === 0) return { unseen: result.stderr.trim() || `a shell in it exited with ${result.exitCode}` };
  const kills = lines.flatMap((line) => /^oom_kill (\d+)$/.exec(line)?.[1] ?? []).map(Number);
  return {
    stressors: processes.filter((line) => /^process (stress-ng|memStress)/.test(line)).length,
    oomKills: kills.length === 0 ? undefined : Math.max(...kills),
  };
}

/** Whether the stressor asks for more memory than the container may have: then the kernel kills it, or the container. */
export function isOverLimit(spec: Mapping, pod: ClusterObject, container: string): boolean {
  const limit = bytesIn(
    asPod(pod).spec.containers.find(({ name }) => name === container)?.resources?.limits?.['memory'],
  );
  const { stressors } = spec;
  const memory = isMapping(stressors) ? stressors['memory'] : undefined;
  const size = bytesIn(isMapping(memory) ? memory['size'] : undefined);
  return limit !== undefined && size !== undefined && size > limit;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
  ti: 2 ** 40,
};

/** `256Mi`, `100MB`, `1g`; undefined for a percentage, which is one of what there is. */
function bytesIn(text: unknown): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?)b?$/i.exec(String(text)) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? ''];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

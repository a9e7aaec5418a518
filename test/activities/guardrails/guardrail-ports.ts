import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { ApplicationIdentity, ProcessIdentity } from '../../../experiments/definition/identity.ts';

export const HERE = 'host-a';

interface World {
  readonly now: string;
  readonly ours: ReadonlyMap<number, string> | Error;
}

/** A clock that stands still, and what is ours on this host. */
export function guardrailPorts({
  now = '2026-11-20T12:00:00Z',
  ours = new Map([[77, 'this worker']]),
}: Partial<World> = {}): Ports {
  const ports: Pick<Ports, 'clock' | 'secrets'> & { readonly processes: Pick<Ports['processes'], 'host' | 'ours'> } = {
    clock: { now: () => Date.parse(now), monotonic: () => 0, sleep: () => Promise.resolve() },
    secrets: { resolve: (value) => value, hide: (text) => text.replaceAll('swordfish', '***') },
    processes: {
      host: HERE,
      ours: () => (ours instanceof Error ? Promise.reject(ours) : Promise.resolve(ours)),
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- guardrails touch no other port
  return ports as Ports;
}

export function anIntent(given: Partial<Intent> = {}): Intent {
  return { experiment: 'an-experiment', faults: [], targets: [], targetsSoFar: 0, longestMs: 60_000, ...given };
}

export function aProcess(pid: number, host = HERE): ProcessIdentity {
  const label = `ledger ${pid}`;
  return {
    kind: 'process',
    key: `process-${pid}`,
    label,
    host,
    bootId: 'boot',
    pid,
    startTicks: 5,
    ports: [],
  };
}

export const anApplication: ApplicationIdentity = {
  kind: 'application',
  key: 'application-1',
  label: 'shop',
  url: 'http://127.0.0.1:1',
};

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import type { FaultOrder } from '../../activities/faults/orders.ts';
import type { Ports } from '../../activities/ports.ts';
import type { CommandFault } from '../../experiments/definition/faults/command.ts';
import { anOrder } from './fault-order.ts';
import { aWorld } from './fault-world.ts';

/** A fault whose every act is a line in a log, in a folder of its own; the scripts may be replaced. */
export function aScriptedFault(special: Partial<CommandFault> = {}, ports: Partial<Ports> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'gameday-script-'));
  writeFileSync(`${folder}/log`, '');
  const script = (text: string) => ['sh', '-c', `cd "${folder}"; ${text}`];
  const world = aWorld(folder, ports);
  const settings: CommandFault = {
    inject: script('echo inject >>log; touch on'),
    undo: script('echo undo >>log; rm -f on'),
    verify: script('[ ! -e on ] || { echo "on is there"; exit 1; }'),
    expiry: 'none',
    timeout: 10_000,
    ...special,
  };
  const target = { kind: 'resource', key: 'resource/zone', label: 'resource zone', name: 'zone' } as const;
  return {
    folder,
    world,
    script,
    fault: createFaultActivities(world),
    order: (more: Partial<FaultOrder> = {}) => anOrder({ kind: 'command', settings, target, ...more }),
    /** The same fault with other scripts. */
    orderWith: (other: Partial<CommandFault>) =>
      anOrder({ kind: 'command', settings: { ...settings, ...other }, target }),
    log: () => readFileSync(`${folder}/log`, 'utf8').trim().split('\n').filter(Boolean),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultDrivers } from '../../../activities/faults/index.ts';
import { faultSettings, faultTargets } from '../../../experiments/definition/faults/index.ts';
import { clusterFaultRigs } from '../../support/cluster-fault-rigs.ts';
import { faultRigs } from '../../support/fault-rigs.ts';

const ROOT = join(import.meta.dirname, '../../..');
describe('the registry of faults', () => {
  const kinds = Object.keys(faultDrivers).toSorted();

  it('has one file per kind, named like it', () => {
    const folder = join(ROOT, 'activities/faults');
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    const drivers = files.filter((name) => readFileSync(join(folder, name), 'utf8').includes(": FaultDriver<'"));
    expect(drivers.toSorted()).toEqual(kinds.map((kind) => `${kind}.ts`));
    for (const [kind, driver] of Object.entries(faultDrivers)) expect(driver.kind).toBe(kind);
  });

  it.each(kinds)('has settings, allowed targets, a test and a rig for %s', (kind) => {
    expect(existsSync(join(ROOT, `experiments/definition/faults/${kind}.ts`))).toBe(true);
    expect(existsSync(join(ROOT, `test/activities/faults/${kind}.test.ts`))).toBe(true);
    const rig = kind in faultRigs ? 'fault-rig' : 'cluster-rig';
    expect(existsSync(join(ROOT, `test/support/${rig}-${kind}.ts`))).toBe(true);
    const rigs = { ...faultRigs, ...clusterFaultRigs };
    for (const registry of [faultTargets, rigs]) expect(registry).toHaveProperty([kind]);
    // What no document can write is not among the settings.
    expect(kind in faultSettings).toBe(kind !== 'environment-clone');
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { faultDrivers } from '../../../activities/faults/index.ts';
import { faultSettings, faultTargets } from '../../../experiments/definition/faults/index.ts';
import { faultRigs } from '../../support/fault-rigs.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The contract, the registry, and what turns drivers into activities. */
const NO_DRIVERS = ['driver.ts', 'index.ts', 'orders.ts', 'fault-activities.ts', 'confirm-undone.ts'];

describe('the registry of faults', () => {
  const kinds = Object.keys(faultDrivers).sort();

  it('has one file per kind, named like it', () => {
    const files = readdirSync(join(ROOT, 'activities/faults')).filter((name) => name.endsWith('.ts'));
    const drivers = files.filter((name) => !NO_DRIVERS.includes(name)).map((name) => name.slice(0, -'.ts'.length));
    expect(drivers.sort()).toEqual(kinds);
    for (const [kind, driver] of Object.entries(faultDrivers)) expect(driver.kind).toBe(kind);
  });

  it.each(kinds)('has settings, allowed targets, a test and a rig for %s', (kind) => {
    expect(existsSync(join(ROOT, `experiments/definition/faults/${kind}.ts`))).toBe(true);
    expect(existsSync(join(ROOT, `test/activities/faults/${kind}.test.ts`))).toBe(true);
    expect(existsSync(join(ROOT, `test/support/fault-rig-${kind}.ts`))).toBe(true);
    for (const registry of [faultSettings, faultTargets, faultRigs]) expect(registry).toHaveProperty([kind]);
  });
});

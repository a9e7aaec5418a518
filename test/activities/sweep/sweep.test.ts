import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createInjections } from '../../../activities/faults/engine/injections.ts';
import { createFaultActivities } from '../../../activities/faults/fault-activities.ts';
import { LEASE_MS } from '../../../activities/faults/lease.ts';
import { KEEP_MS } from '../../../activities/sweep/decide.ts';
import { byLease } from '../../../activities/sweep/owners.ts';
import { sweepPorts } from '../../../activities/sweep/sweep-ports.ts';
import { sweep, type SweepNews, type SweepOrder } from '../../../activities/sweep/sweep.ts';
import { createClock } from '../../../activities/adapters/clock.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { CommandFault } from '../../../experiments/definition/faults/command.ts';
import { aScriptedFault } from '../../support/fault-script.ts';

describe('a sweep of this machine', () => {
  let scripted: ReturnType<typeof aScriptedFault>;
  beforeEach(() => {
    scripted = aScriptedFault();
  });
  afterEach(() => scripted.remove());

  /** The world, so many milliseconds from now: time enough for every lease to run out. */
  const later = (ms: number, ports: Ports = scripted.world): Ports => {
    const clock = createClock();
    return { ...ports, clock: { ...clock, now: () => clock.now() + ms } };
  };
  const sweeping = (special: Partial<SweepOrder> = {}, world = later(LEASE_MS), news: SweepNews = {}) =>
    sweep(world, byLease(world.clock), { dryRun: false, all: false, ...special }, news);
  const inject = async (faultId: string, special: Partial<CommandFault> = {}) => {
    const target = {
      kind: 'resource',
      key: `resource/${faultId}`,
      label: `resource ${faultId}`,
      name: faultId,
    } as const;
    const undo = await scripted.fault.prepareUndo({ ...scripted.orderWith(special), faultId, target });
    await scripted.fault.injectFault(undo);
    return undo;
  };
  const stateOf = async (faultId: string) => (await scripted.world.undoRecords.read(faultId))?.state;

  it('undoes and verifies an orphan, and tells what it found before it acts', async () => {
    await inject('f');
    const told: string[] = [];
    const news: SweepNews = {
      found: (findings) => told.push(...findings.map(({ todo }) => todo)),
      began: ({ name }) => told.push(`began ${name}`),
      ended: ({ ended }) => told.push(ended),
    };
    const { counts, findings, outcomes } = await sweeping({}, later(LEASE_MS), news);
    expect(told).toEqual(['undo', 'began a fault', 'undone']);
    expect(findings[0]).toMatchObject({ faultId: 'f', state: 'active', todo: 'undo', experiment: 'experiment/day/1' });
    expect(outcomes[0]).toMatchObject({ ended: 'undone', how: 'undone and verified' });
    expect(counts).toEqual({ undone: 1, left: 0, owned: 0, removed: 0 });
    expect(scripted.log()).toEqual(['inject', 'undo']);
    expect(await stateOf('f')).toBe('undone');
  });

  it('never touches a fault whose owner gives signs of life', async () => {
    await inject('f');
    const { counts, findings } = await sweeping({}, scripted.world);
    expect(findings[0]).toMatchObject({ todo: 'leave', why: expect.stringContaining('gave a sign of life') });
    expect(counts).toEqual({ undone: 0, left: 0, owned: 1, removed: 0 });
    expect(scripted.log()).toEqual(['inject']);
  });

  it('does not touch it either when the owner came back between the look and the act', async () => {
    await inject('f');
    let looks = 0;
    const owners = {
      stateOf: async () => ({ is: (looks += 1) > 1 ? ('alive' as const) : ('gone' as const), because: 'so' }),
    };
    const { outcomes } = await sweep(scripted.world, owners, { dryRun: false, all: false });
    expect(outcomes[0]).toMatchObject({ ended: 'left', how: 'Not touched: so.' });
    expect(scripted.log()).toEqual(['inject']);
  });

  it('undoes everything when that is asked for, whoever owns it', async () => {
    await inject('f');
    expect((await sweeping({ all: true }, scripted.world)).counts).toMatchObject({ undone: 1, owned: 0 });
    expect(scripted.log()).toEqual(['inject', 'undo']);
  });

  it('changes nothing in a dry run', async () => {
    await inject('f');
    const before = await scripted.world.undoRecords.read('f');
    const { counts, outcomes } = await sweeping({ dryRun: true });
    expect({ outcomes, left: counts.left }).toEqual({ outcomes: [], left: 1 });
    expect(await scripted.world.undoRecords.read('f')).toEqual(before);
    expect(scripted.log()).toEqual(['inject']);
  });

  it('goes on with the others when one cannot be undone, and says why and what to do', async () => {
    const { script } = scripted;
    await inject('bad', { undo: script('exit 7') });
    await inject('good');
    const { counts, outcomes } = await sweeping();
    expect(counts).toMatchObject({ undone: 1, left: 1 });
    expect(outcomes.find(({ faultId }) => faultId === 'bad')).toMatchObject({
      ended: 'left',
      how: expect.stringContaining('exited with 7'),
      next: expect.stringMatching(/^Put that right and sweep again\..* remove its record: .*bad\.json$/),
    });
    expect(await stateOf('good')).toBe('undone');
  });

  it('says that a fault is left when its undo worked and its verification did not', async () => {
    await inject('f', { undo: ['true'] });
    const { counts, outcomes } = await sweeping();
    expect(outcomes[0]).toMatchObject({ ended: 'left', how: expect.stringContaining('is not undone') });
    expect(counts.left).toBe(1);
  });

  it('closes an orphan that was never injected, and refuses its late injection', async () => {
    const undo = await scripted.fault.prepareUndo(scripted.order());
    const { outcomes } = await sweeping();
    expect(outcomes[0]).toMatchObject({ ended: 'undone', how: expect.stringContaining('never injected') });
    await expect(scripted.fault.injectFault(undo)).rejects.toMatchObject({ type: 'Fenced' });
    expect(scripted.log()).not.toContain('inject');
  });

  it('undoes once when two sweep at once', async () => {
    await inject('f', { undo: scripted.script('echo undo >>log; sleep 0.3; rm -f on') });
    const swept = await Promise.all([sweeping(), sweeping(), sweeping()]);
    expect(swept.map(({ counts }) => counts.undone)).toEqual([1, 1, 1]);
    expect(scripted.log()).toEqual(['inject', 'undo']);
  });

  it('does not wait for ever for a fault that another process works on', async () => {
    await inject('f');
    const { undoRecords } = scripted.world;
    const [taken, end] = [new AbortController(), new AbortController()];
    const isTaken = once(taken.signal, 'abort');
    const working = undoRecords.exclusively('f', async () => {
      taken.abort();
      await once(end.signal, 'abort');
    });
    await isTaken;
    const undo = createFaultActivities(sweepPorts(scripted.world, 200), createInjections());
    const { order } = (await undoRecords.read('f'))!;
    await expect(undo.restoreFault(order as never)).rejects.toThrow('Another process has worked on f for 0.2 s');
    end.abort();
    await working;
    expect((await sweeping()).counts.undone).toBe(1);
  });

  it('begins nothing more when it is told to stop, and says what is left', async () => {
    for (let nth = 0; nth < 12; nth += 1) await inject(`f${nth}`);
    const stop = new AbortController();
    const { counts, outcomes } = await sweeping({ signal: stop.signal }, later(LEASE_MS), {
      began: () => stop.abort(),
    });
    expect(outcomes.length).toBeLessThan(12);
    expect(counts.left).toBe(12 - counts.undone);
    expect((await sweeping()).counts).toMatchObject({ undone: counts.left, left: 0 });
  });

  it('names a record that it cannot read, and sweeps the others', async () => {
    await inject('f');
    await writeFile(`${scripted.folder}/faults/torn.json`, '{ "faultId": "g", ');
    await writeFile(`${scripted.folder}/faults/other.json`, '{ "faultId": "g" }');
    const { counts, findings } = await sweeping();
    expect(findings.filter(({ todo }) => todo === 'look').map(({ why }) => why)).toEqual([
      expect.stringMatching(/other\.json is not an undo record\. A fault may still be on/),
      expect.stringMatching(/torn\.json is not JSON\. A fault may still be on/),
    ]);
    expect(counts).toMatchObject({ undone: 1, left: 2 });
  });

  it('leaves a kind of fault that this version does not know, and says so', async () => {
    await inject('f');
    const record = (await scripted.world.undoRecords.read('f'))!;
    await scripted.world.undoRecords.write({ ...record, kind: 'disk-melt' });
    const { outcomes } = await sweeping();
    expect(outcomes[0]).toMatchObject({ ended: 'left', how: expect.stringContaining('no fault "disk-melt"') });
  });

  it('removes what was undone a day ago with all its files, and keeps what was undone lately', async () => {
    const undo = await inject('f');
    await scripted.fault.restoreFault(undo);
    expect((await sweeping({}, later(KEEP_MS - 60_000))).findings[0]).toMatchObject({ todo: 'nothing' });
    expect(await stateOf('f')).toBe('undone');
    expect((await sweeping({}, later(KEEP_MS + 60_000))).counts).toEqual({ undone: 0, left: 0, owned: 0, removed: 1 });
    expect(await readdir(`${scripted.folder}/faults`)).toEqual(['.ballast']);
  });
});

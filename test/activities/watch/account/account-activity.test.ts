import { createAccountSlis } from '../../../../activities/watch/account/account-activity.ts';
import { journalPath, loadJournalPath, measurementsPath } from '../../../../activities/watch/paths.ts';
import { Samplings } from '../../../../activities/watch/samplings.ts';
import { answered } from '../../../support/fake-http.ts';
import { aLoadSli, anSli } from '../an-sli.ts';
import { watchWorld } from '../watch-world.ts';

const BEGIN = 1_000_000;

function begin() {
  const world = watchWorld();
  const samplings = new Samplings(world.ports);
  return { world, samplings, account: createAccountSlis(world.ports, samplings) };
}

describe('the accounting', () => {
  it('ends the sampling and says what every SLI was like', async () => {
    const { world, samplings, account } = begin();
    const slis = [anSli({ objective: { errorRatio: '< 0.5' } }), anSli({ name: 'other', every: '2s' })];
    samplings.join('run', slis, undefined);
    await world.clock.pass(5_500);
    const result = await account({ runId: 'run', slis, firstFaultAt: BEGIN + 1_500, lastUndoneAt: BEGIN + 3_500 });
    expect(result.slis).toMatchObject([
      {
        name: 'health',
        samples: 6,
        missed: 0,
        phases: { baseline: { good: 2 }, fault: { good: 2 }, recovery: { good: 2 } },
        objectives: [{ result: 'met' }],
        gaps: [],
      },
      { name: 'other', samples: 3, missed: 0, objectives: [] },
    ]);
    expect(world.clock.sleepers()).toBe(0);
  });

  it('keeps the curves in the store and only their figures in the answer', async () => {
    const { world, samplings, account } = begin();
    const slis = [anSli()];
    samplings.join('run', slis, undefined);
    await world.clock.pass(2_000);
    const result = await account({ runId: 'run', slis, firstFaultAt: BEGIN, lastUndoneAt: BEGIN + 1_000 });
    expect(result.measurements).toMatchObject({ path: measurementsPath('run') });
    const curves: unknown = JSON.parse(world.written.get(measurementsPath('run'))!);
    const [figures] = JSON.parse(JSON.stringify(result.slis));
    expect(curves).toMatchObject([{ ...figures, unit: 'ms', buckets: [{}, {}, {}] }]);
    expect(Object.keys(result.slis[0]!)).not.toContain('buckets');
  });

  it('reads back what a load has written', async () => {
    const { world, samplings, account } = begin();
    const slis = [aLoadSli({ objective: { lostWrites: 0 } }, { writersPerSecond: 10, readBack: 0 })];
    const ids: string[] = [];
    world.answer = ({ method, body }) => {
      if (method === 'GET') return answered(200, { entries: ids.map((id) => ({ id })) });
      if (typeof body === 'object' && body !== null && 'id' in body) ids.push(String(body.id));
      return answered(201, { sequence: ids.length });
    };
    samplings.join('run', slis, undefined);
    await world.clock.pass(5_050);
    const { slis: results } = await account({
      runId: 'run',
      slis,
      firstFaultAt: BEGIN + 2_000,
      lastUndoneAt: BEGIN + 4_000,
    });
    expect(results).toMatchObject([
      {
        writes: { attempted: ids.length, acknowledged: ids.length, lost: 0, unknownBecause: null },
        objectives: [{ result: 'met' }],
      },
    ]);
    expect(world.closed.filter((path) => path === loadJournalPath('run', 0))).toHaveLength(2);
  });

  it('can be done by a worker that did not sample, from the journal alone, and again', async () => {
    const { world, samplings, account } = begin();
    const slis = [anSli()];
    samplings.join('run', slis, undefined);
    await world.clock.pass(3_000);
    const input = { runId: 'run', slis, firstFaultAt: BEGIN, lastUndoneAt: BEGIN + 2_000 };
    const first = await account(input);
    const other = createAccountSlis(world.ports, new Samplings(world.ports));
    expect((await other(input)).slis).toEqual(first.slis);
  });

  it('fails when a fault was injected and no sample is here', async () => {
    const { account } = begin();
    const accounting = account({ runId: 'run', slis: [anSli()], firstFaultAt: BEGIN, lastUndoneAt: BEGIN });
    await expect(accounting).rejects.toMatchObject({
      type: 'ArtefactMissing',
      message: expect.stringContaining(`nothing is in /store/${journalPath('run')}`),
    });
  });

  it('needs no sample when nothing was injected, and then claims nothing', async () => {
    const { account } = begin();
    const slis = [anSli({ objective: { errorRatio: '< 0.5' } })];
    const result = await account({ runId: 'run', slis, firstFaultAt: undefined, lastUndoneAt: undefined });
    expect(result.slis).toMatchObject([{ samples: 0, objectives: [{ result: 'unknown' }], gaps: [] }]);
  });
});

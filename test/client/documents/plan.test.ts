import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPlan } from '../../../client/documents/plan.ts';
import { experimentText, gameDayText, planOf, problemsIn } from './documents.ts';

const group =
  '[{ name: kill, process-kill: {}, hold: 3s }, { name: both, parallel: true, faults: [{ name: a, process-pause: {}, hold: 4s }, { name: b, process-pause: {}, target: { process: { port: 2 } }, hold: 9s }] }]';

const approversOf = (people: string, approval: string) => {
  const steps = `[{ experiment: e.yaml }, { approval: ${approval} }]`;
  const step = planOf({ 'g.yaml': gameDayText({ people, steps }), 'e.yaml': experimentText() }).steps[1];
  return step?.kind === 'approval' && step.who;
};

const reading = (error: unknown) => {
  const readFile = () => {
    throw error;
  };
  return problemsIn({ 'e.yaml': '' }, { readFile });
};

const messagesAbout = (file: string) => {
  const loaded = loadPlan(file, { requestedBy: 'ada' });
  return 'plan' in loaded ? [] : loaded.problems.map(({ message }) => message);
};

describe('the plan of an experiment alone', () => {
  const plan = planOf({ 'dir/e.yaml': experimentText({ faults: group, team: 'storage', environment: 'staging' }) });

  it('is a game day of one step, whose objective is the hypothesis', () => {
    expect(plan).toMatchObject({
      name: 'kill-it',
      objective: 'It stays up.',
      environment: 'staging',
      team: 'storage',
      people: { approvers: [], observers: [] },
      guardrails: [],
      requestedBy: 'ada',
      steps: [{ kind: 'experiment', name: 'kill-it', onBroken: 'stop', experiment: { source: 'dir/e.yaml' } }],
    });
  });

  it('groups faults that are on at the same time, each with its target', () => {
    const [step] = plan.steps;
    expect(step?.kind === 'experiment' && step.experiment.groups).toEqual([
      {
        name: 'kill',
        holdMs: 3000,
        faults: [
          expect.objectContaining({
            kind: 'process-kill',
            target: expect.objectContaining({ kind: 'process', mode: 'one', settings: { port: 7100 } }),
          }),
        ],
      },
      {
        name: 'both',
        holdMs: 9000,
        faults: [
          expect.objectContaining({
            name: 'a',
            hold: 4000,
            target: expect.objectContaining({ settings: { port: 7100 } }),
          }),
          expect.objectContaining({
            name: 'b',
            hold: 9000,
            target: expect.objectContaining({ settings: { port: 2 } }),
          }),
        ],
      },
    ]);
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('keeps comparisons typed', () => {
    const slis = '[{ name: s, tcp: { port: 1 }, objective: { p99: "< 1.5s", errorRatio: "< 7%" } }]';
    const [step] = planOf({ 'e.yaml': experimentText({ slis }) }).steps;
    expect(step?.kind === 'experiment' && step.experiment.slis[0]?.objective).toEqual({
      p99: { operator: '<', value: 1500, unit: 'ms', text: '< 1.5s' },
      errorRatio: { operator: '<', value: 0.07, unit: 'ratio', text: '< 7%' },
    });
  });
});

describe('the plan of a game day', () => {
  it('finds experiments beside its own document, and names every step', () => {
    const steps =
      '[{ experiment: more/e.yaml }, { pause: 90s }, { approval: {} }, { experiment: more/e.yaml }, { name: last, pause: 5m }]';
    const plan = planOf({ 'days/g.yaml': gameDayText({ steps }), 'days/more/e.yaml': experimentText() });
    expect(plan.steps.map(({ name }) => name)).toEqual(['kill-it', 'pause of 90s', 'approval', 'kill-it (2)', 'last']);
    expect(plan.steps[0]).toMatchObject({ experiment: { source: 'more/e.yaml' } });
  });

  it('knows who may approve: the list of the step, the approvers, or anybody', () => {
    expect(approversOf('{ approvers: [bob] }', '{ who: [eve, eve] }')).toEqual(['eve']);
    expect(approversOf('{ approvers: [bob] }', '{}')).toEqual(['bob']);
    expect(approversOf('{}', '{ quorum: 3 }')).toEqual([]);
  });

  it('has its window as points in time', () => {
    const window = '{ start: 2026-12-01T09:00, end: 2026-12-01T12:30, timeZone: Europe/Berlin }';
    expect(planOf({ 'g.yaml': gameDayText({ window }), 'e.yaml': experimentText() }).window).toEqual({
      startMs: Date.UTC(2026, 11, 1, 8),
      endMs: Date.UTC(2026, 11, 1, 11, 30),
      timeZone: 'Europe/Berlin',
      onClose: 'finishStep',
    });
  });

  it('happens in one environment', () => {
    const steps = '[{ experiment: a.yaml }, { experiment: b.yaml }, { experiment: c.yaml }]';
    const files = (b: string, environment?: string) => ({
      'g.yaml': gameDayText({ steps, environment }),
      'a.yaml': experimentText(),
      'b.yaml': experimentText({ environment: b }),
      'c.yaml': experimentText({ environment: 'staging' }),
    });
    const plan = planOf(files('staging'));
    expect(plan.environment).toBe('staging');
    expect(plan.steps.map((step) => step.kind === 'experiment' && step.experiment.environment)).toEqual([
      'staging',
      'staging',
      'staging',
    ]);
    expect(problemsIn(files('production'))).toEqual([
      'g.yaml:5:71: steps[2].experiment: c.yaml is for the environment staging, but steps[1] is for production; a game day has one environment',
    ]);
    expect(problemsIn(files('production', 'staging'))).toEqual([
      'g.yaml:5:47: steps[1].experiment: b.yaml is for the environment production, but this game day is for staging; a game day has one environment',
    ]);
  });

  it('is refused with the problems of every document, each by its file and line', () => {
    const files = {
      'days/g.yaml': gameDayText({ name: 'A day', steps: '[{ experiment: a.yaml }, { experiment: b.yaml }]' }),
      'days/a.yaml': experimentText({ baseline: '5' }),
      'days/b.yaml': 'kind: Experiment\n\ttab: 1\n',
    };
    expect(problemsIn(files)).toEqual([
      'days/g.yaml:3:7: name: "A day" is not a name; expected lower-case letters, digits and dashes, such as ledger-survives-a-kill',
      'days/a.yaml:8:11: baseline: 5 is a number; expected a duration such as 250ms, 30s, 5m or 1h',
      'days/b.yaml:2:1: this line is indented with a tab; use spaces',
    ]);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['ENOENT', 'there is no such file; check the path'],
    ['EISDIR', 'it is a directory; name a YAML file in it'],
    ['EACCES', 'permission denied; check who may read it'],
    ['ERR_ENCODING_INVALID_ENCODED_DATA', 'it is not UTF-8 text; save it as UTF-8'],
  ])('says why: %s', (code, why) => {
    expect(reading(Object.assign(new Error(code), { code }))).toEqual([`e.yaml: cannot be read: ${why}`]);
  });

  it('may be too large', () => {
    expect(problemsIn({ 'e.yaml': ' '.repeat(600_000) })).toEqual([
      'e.yaml: the file is larger than 512 KiB; expected one document',
    ]);
  });

  it('is a directory, or not UTF-8, on a real disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'documents-'));
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0x6e, 0xe4, 0x6d, 0x65]));
    expect(messagesAbout(folder)).toEqual(['cannot be read: it is a directory; name a YAML file in it']);
    expect(messagesAbout(join(folder, 'latin.yaml'))).toEqual([
      'cannot be read: it is not UTF-8 text; save it as UTF-8',
    ]);
    rmSync(folder, { recursive: true });
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    const text = `\uFEFF${experimentText({ baseline: '5' }).replaceAll('\n', '\r\n')}`;
    expect(problemsIn({ 'e.yaml': text })).toEqual([
      'e.yaml:8:11: baseline: 5 is a number; expected a duration such as 250ms, 30s, 5m or 1h',
    ]);
  });
});

import { experimentOf, experimentText, gameDayText, planOf, problemsIn } from './documents.ts';

const withVariables = (variables: string, over: Record<string, string> = {}) => ({
  'e.yaml': experimentText({ variables, ...over }),
});

const givenPort = (over: Record<string, string>) => ({
  'g.yaml': gameDayText(over),
  'e.yaml': experimentText({ variables: '{ port: { type: number } }', target: '{ process: { port: "${var:port}" } }' }),
});

describe('the value of a variable', () => {
  const port = withVariables('{ port: { type: number, default: 7100 } }', {
    target: '{ process: { port: "${var:port}" } }',
  });

  it('is its default', () => {
    expect(experimentOf(port).groups[0]!.faults[0]!.target).toMatchObject({ settings: { port: 7100 } });
  });

  it('is what --var says, in the type of the variable', () => {
    expect(experimentOf(port, { vars: { port: '7200' } }).groups[0]!.faults[0]!.target).toMatchObject({
      settings: { port: 7200 },
    });
  });

  it('stays a number in free data, and becomes text inside a text', () => {
    const faults = '[{ name: s, http-toggle: { path: "/x/${var:ms}", on: { ms: "${var:ms}" } } }]';
    const files = withVariables('{ ms: 200 }', { faults, target: '{ application: { url: "http://x" } }' });
    expect(experimentOf(files).groups[0]!.faults[0]!.settings).toMatchObject({ path: '/x/200', on: { ms: 200 } });
  });

  it('becomes a text where a text is expected, such as an argument of a program', () => {
    const files = withVariables('{ seconds: 5 }', {
      steadyState: '[{ name: up, command: { run: [sleep, "${var:seconds}"] } }]',
    });
    expect(experimentOf(files).steadyState[0]!.settings).toMatchObject({ run: ['sleep', '5'] });
  });

  it('may be a duration', () => {
    const files = withVariables('{ time: { type: duration, default: 5s } }', { baseline: '${var:time}' });
    expect(experimentOf(files).baseline).toBe(5000);
  });

  it('may come from the environment', () => {
    const files = withVariables('{ url: { type: url, default: "http://${env:HOST}:80" } }', {
      hypothesis: '"${var:url} ${env:HOST}"',
    });
    expect(experimentOf(files, { env: { HOST: 'shop' } }).hypothesis).toBe('http://shop:80 shop');
  });

  it('is not asked of the environment when it is given', () => {
    const files = withVariables('{ host: "${env:HOST}" }', { hypothesis: '"${var:host}"' });
    expect(experimentOf(files, { vars: { host: 'here' } }).hypothesis).toBe('here');
  });

  it('is not looked at again: what looks like a reference in it is plain text', () => {
    const files = withVariables('{ a: x }', { hypothesis: '"${var:a}"' });
    expect(experimentOf(files, { vars: { a: '${var:b}' } }).hypothesis).toBe('${var:b}');
  });

  it('is not written for $${', () => {
    expect(experimentOf({ 'e.yaml': experimentText({ hypothesis: '"$${var:a} costs 5$"' }) }).hypothesis).toBe(
      '${var:a} costs 5$',
    );
  });
});

describe('a game day', () => {
  const experiment = experimentText({ variables: '{ a: one }', hypothesis: '"${var:a}"' });
  const hypotheses = (over: Record<string, string>, vars = {}) =>
    planOf({ 'days/g.yaml': gameDayText(over), 'days/e.yaml': experiment }, { vars }).steps.map((step) =>
      step.kind === 'experiment' ? step.experiment.hypothesis : '',
    );

  it('leaves an experiment its own default', () => {
    expect(hypotheses({})).toEqual(['one']);
  });

  it('passes its variables down by name', () => {
    expect(hypotheses({ variables: '{ a: two }' })).toEqual(['two']);
  });

  it('takes --var for itself and for its experiments', () => {
    expect(hypotheses({ variables: '{ a: two }' }, { a: 'three' })).toEqual(['three']);
    expect(hypotheses({}, { a: 'three' })).toEqual(['three']);
  });

  it('prefers the values of a step, which may refer to its variables', () => {
    const steps = '[{ experiment: e.yaml, with: { a: "${var:b} four" } }, { experiment: e.yaml }]';
    expect(hypotheses({ variables: '{ b: with }', steps }, { a: 'three' })).toEqual(['with four', 'three']);
  });
});

describe('a wrong variable', () => {
  const target = '{ process: { port: "${var:port}" } }';

  it.each([
    [
      'is unknown',
      '{ port: 7100 }',
      { target: '{ process: { port: "${var:prot}" } }' },
      {},
      'e.yaml:5:28: target.process.port: there is no variable "prot"; did you mean "port"? declared under variables: port',
    ],
    [
      'has no value',
      '{ port: { type: number } }',
      { target },
      {},
      'e.yaml:8:20: variables.port: has no value; give it with --var port=VALUE, or give it a default',
    ],
    [
      'has a default of another type',
      '{ port: { type: number, default: high } }',
      { target },
      {},
      'e.yaml:8:45: variables.port.default: "high" is not a number; the variable has the type number',
    ],
    [
      'has a default that is another variable',
      '{ a: x, b: { default: "${var:a}" } }',
      {},
      {},
      'e.yaml:8:34: variables.b.default: ${var:a} is a variable; a default may only hold ${env:NAME}',
    ],
    [
      'has a default that is not set',
      '{ dir: "${env:DIR}" }',
      {},
      {},
      'e.yaml:8:19: variables.dir: ${env:DIR} is not set in the environment of this command; set it and try again',
    ],
    [
      'is no number',
      '{ port: { type: number, default: 1 } }',
      { target },
      { port: 'high' },
      '--var port: "high" is not a number; the variable "port" of e.yaml has the type number',
    ],
    [
      'is no duration',
      '{ time: { type: duration } }',
      {},
      { time: '5' },
      '--var time: "5" is not a duration such as 250ms, 30s, 5m or 1h; the variable "time" of e.yaml has the type duration',
    ],
    [
      'is no URL',
      '{ url: { type: url } }',
      {},
      { url: 'localhost' },
      '--var url: "localhost" is not a URL that begins with http:// or https://; the variable "url" of e.yaml has the type url',
    ],
    [
      'is no truth value',
      '{ on: { type: boolean } }',
      {},
      { on: 'yes' },
      '--var on: "yes" is not true or false; the variable "on" of e.yaml has the type boolean',
    ],
    [
      'is not declared',
      '{ ledgerUrl: x }',
      {},
      { ledgrUrl: 'y' },
      '--var ledgrUrl: there is no such variable; did you mean "ledgerUrl"? declared: ledgerUrl',
    ],
  ] as const)('%s', (_, variables, over, vars, problem) => {
    expect(problemsIn(withVariables(variables, over), { vars })).toEqual([problem]);
  });

  it('is said to be wrong where the game day gives it', () => {
    expect(problemsIn(givenPort({}))).toEqual([
      'e.yaml:8:20: variables.port: has no value; give it with --var port=VALUE, or under "with" in steps[0] of g.yaml, or give it a default',
    ]);
    expect(problemsIn(givenPort({ steps: '[{ experiment: e.yaml, with: { prot: 1, port: high } }]' }))).toEqual([
      'g.yaml:5:39: steps[0].with.prot: e.yaml has no variable "prot"; did you mean "port"? it declares port',
      'g.yaml:5:54: steps[0].with.port: "high" is not a number; the variable "port" of e.yaml has the type number',
    ]);
    expect(problemsIn(givenPort({ variables: '{ port: high }' }))).toEqual([
      'g.yaml:6:20: variables.port: "high" is not a number; the variable "port" of e.yaml has the type number',
    ]);
    expect(
      problemsIn(givenPort({ steps: '[{ experiment: e.yaml, with: { port: 1 } }]' }), { vars: { port: '2' } }),
    ).toEqual(['--var port: this value is not used; every step that has this variable sets it under "with"']);
  });
});

import { experimentOf, experimentText, problemsIn } from './documents.ts';

const OR_PLAIN = 'expected ${var:name}, ${env:NAME} or ${secret:NAME}; for a plain ${ write $${';

const get = (http: string) => ({ 'e.yaml': experimentText({ steadyState: `[{ name: up, http: ${http} }]` }) });

describe('a wrong reference', () => {
  it.each([
    ['is misspelt', '${vra:x}', `\${vra:x} is not a reference; did you mean "var"? ${OR_PLAIN}`],
    ['has no word', 'it costs ${price}', `\${price} is not a reference; did you mean \${var:price}? ${OR_PLAIN}`],
    ['is not closed', '${var:x', `"\${var:x" is not closed; ${OR_PLAIN}`],
    ['has no name', '${env:}', '"" in ${env:} is not a name; expected letters, digits and _'],
    ['is not declared', '${var:x}', 'there is no variable "x"; declare it under variables'],
    ['is not set', '${env:X}', '${env:X} is not set in the environment of this command; set it and try again'],
    ['is an escaped secret', '$${secret:X}', '$${secret: cannot be escaped; a text may not hold a plain ${secret:'],
  ])('%s', (_, hypothesis, message) => {
    expect(problemsIn({ 'e.yaml': experimentText({ hypothesis: `"${hypothesis}"` }) })).toEqual([
      `e.yaml:4:13: hypothesis: ${message}`,
    ]);
  });

  it('is a key', () => {
    const steadyState = '[{ name: up, http: { get: "http://x", headers: { "${env:X}": y } } }]';
    expect(problemsIn({ 'e.yaml': experimentText({ steadyState }) })).toEqual([
      'e.yaml:6:63: steadyState[0].http.headers["${env:X}"]: a reference cannot be a key; only values are replaced',
    ]);
  });
});

describe('a number from the environment', () => {
  it('is a number where a number is expected', () => {
    const files = { 'e.yaml': experimentText({ target: '{ process: { port: "${env:PORT}" } }' }) };
    expect(experimentOf(files, { env: { PORT: '7100' } }).groups[0]!.faults[0]!.target).toMatchObject({
      settings: { port: 7100 },
    });
    expect(problemsIn(files, { env: { PORT: 'high' } })).toEqual([
      'e.yaml:5:28: target.process.port: "high" is a text; expected a whole number from 1 to 65535',
    ]);
  });
});

describe('a secret', () => {
  it('stays a reference in headers and environments', () => {
    const files = get('{ get: "http://x", headers: { authorization: "Bearer ${secret:TOKEN}" } }');
    expect(experimentOf(files).steadyState[0]!.settings).toMatchObject({
      headers: { authorization: 'Bearer ${secret:TOKEN}' },
    });
    const faults = '[{ name: f, command: { inject: [a], undo: [b], verify: [c], env: { TOKEN: "${secret:TOKEN}" } } }]';
    expect(experimentOf({ 'e.yaml': experimentText({ faults }) }).groups[0]!.faults[0]!.settings).toMatchObject({
      env: { TOKEN: '${secret:TOKEN}' },
    });
  });

  it('is refused where it would be written down', () => {
    expect(problemsIn(get('{ get: "http://x/${secret:TOKEN}" }'))).toEqual([
      'e.yaml:6:40: steadyState[0].http.get: ${secret:TOKEN} may not stand here: it would be written to histories and reports; expected it in headers or env',
    ]);
  });

  it('is refused among arguments, which every user of the machine can see', () => {
    const steadyState = '[{ name: up, command: { run: [curl, "${secret:TOKEN}"] } }]';
    expect(problemsIn({ 'e.yaml': experimentText({ steadyState }) })).toEqual([
      'e.yaml:6:50: steadyState[0].command.run[1]: ${secret:TOKEN} may not stand here: every user of the machine can see the arguments of a program; put it in env, and let the program read it there',
    ]);
  });

  it('cannot be smuggled in by a variable', () => {
    const files = { 'e.yaml': experimentText({ variables: '{ token: {} }', hypothesis: '"${var:token}"' }) };
    expect(problemsIn(files, { vars: { token: '${secret:TOKEN}' } })).toEqual([
      'e.yaml:4:13: hypothesis: ${secret:TOKEN} may not stand here: it would be written to histories and reports; expected it in headers or env',
    ]);
  });
});

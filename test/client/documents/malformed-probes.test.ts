import { experimentText, problemsIn } from './documents.ts';

const CASES: readonly (readonly [
  title: string,
  over: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
])[] = [
  [
    'a check without a probe',
    { steadyState: '[{ name: up }]' },
    [
      'e.yaml:6:15: steadyState[0]: no probe is given; expected exactly one of http, tcp, command, prometheus, kubernetes, kubernetes-exec',
    ],
  ],
  [
    'a load probe as a check',
    { steadyState: '[{ name: up, acknowledged-writes: { url: "http://x" } }]' },
    [
      'e.yaml:6:27: steadyState[0].acknowledged-writes: unknown key; known here: name, expect, value, timeout, http, tcp, command, prometheus, kubernetes, kubernetes-exec',
    ],
  ],
  [
    'a port that does not exist',
    { steadyState: '[{ name: up, tcp: { port: 99999 } }]' },
    ['e.yaml:6:40: steadyState[0].tcp.port: 99999 is too big; expected a whole number from 1 to 65535'],
  ],
  [
    'a URL without http',
    { steadyState: '[{ name: up, http: { get: "localhost:80" } }]' },
    [
      'e.yaml:6:40: steadyState[0].http.get: "localhost:80" is not a URL; expected a URL that begins with http:// or https://',
    ],
  ],
  [
    'a status in quotes',
    { steadyState: '[{ name: up, http: { get: "http://x" }, expect: { status: "200" } }]' },
    ['e.yaml:6:72: steadyState[0].expect.status: "200" is a text; expected a status such as 200, or a list of them'],
  ],
  [
    'a header that is a number',
    { steadyState: '[{ name: up, http: { get: "http://x", headers: { age: 3 } } }]' },
    [
      'e.yaml:6:68: steadyState[0].http.headers.age: 3 is a number; expected a text (write it in quotes if you mean "3")',
    ],
  ],
  [
    'an objective without a metric',
    { slis: '[{ name: s, tcp: { port: 1 }, objective: {} }]' },
    [
      'e.yaml:8:48: slis[0].objective: expected at least one of errorRatio, availability, p50, p90, p99, max, value, longestOutage, lostWrites, staleReads, duplicateWrites',
    ],
  ],
  [
    'a comparison that is none',
    { slis: '[{ name: s, tcp: { port: 1 }, objective: { p99: ">> 3" } }]' },
    [
      'e.yaml:8:55: slis[0].objective.p99: ">> 3" is not a comparison; expected a comparison such as "< 5s", "> 0.5", ">= 99%" or "== 0"',
    ],
  ],
  [
    'two reasons to abort',
    { slis: '[{ name: s, tcp: { port: 1 }, abortIf: { p99: "> 3s", errorRatio: "> 0.5" } }]' },
    ['e.yaml:8:46: slis[0].abortIf: expected exactly one of errorRatio, availability, p50, p90, p99, max, value'],
  ],
  [
    'a metric that is known too late to abort',
    { slis: '[{ name: s, acknowledged-writes: { url: "http://x" }, abortIf: { lostWrites: "> 0" } }]' },
    [
      'e.yaml:8:72: slis[0].abortIf.lostWrites: unknown key; known here: errorRatio, availability, p50, p90, p99, max, value, for',
    ],
  ],
  [
    'samples without a period',
    { slis: '[{ name: s, tcp: { port: 1 }, every: 0s }]' },
    ['e.yaml:8:44: slis[0].every: zero is too short; expected a duration such as 250ms, 30s, 5m or 1h'],
  ],
];

describe('a malformed check or SLI', () => {
  it.each(CASES)('names %s', (_, over, problems) => {
    expect(problemsIn({ 'e.yaml': experimentText(over) })).toEqual(problems);
  });
});

import { experimentText, problemsIn } from './documents.ts';

const CASES: readonly (readonly [
  title: string,
  over: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
])[] = [
  [
    'a misspelt key',
    { hypothesis: undefined, hypothsis: 'It holds.' },
    [
      'e.yaml:7:1: hypothsis: unknown key; did you mean "hypothesis"? known here: apiVersion, kind, name, hypothesis, environment, team, variables, target, steadyState, slis, snapshot, baseline, faults, recovery, afterwards, guardrails, allowNoExpiry, limits',
    ],
  ],
  [
    'a missing hypothesis and missing faults',
    { hypothesis: undefined, faults: undefined },
    [
      'e.yaml:1:1: hypothesis: missing; expected a sentence that says what you expect to stay true',
      'e.yaml:1:1: faults: missing; expected a list',
    ],
  ],
  [
    'an empty value',
    { hypothesis: '' },
    ['e.yaml:4:1: hypothesis: has no value; expected a sentence that says what you expect to stay true'],
  ],
  [
    'a name with capitals',
    { name: 'Kill It' },
    [
      'e.yaml:3:7: name: "Kill It" is not a name; expected lower-case letters, digits and dashes, such as ledger-survives-a-kill',
    ],
  ],
  [
    'a number where a name is expected',
    { name: '42' },
    [
      'e.yaml:3:7: name: 42 is a number; expected lower-case letters, digits and dashes, such as ledger-survives-a-kill',
    ],
  ],
  [
    'another version of the format',
    { apiVersion: 'gameday/v2' },
    ['e.yaml:1:13: apiVersion: "gameday/v2" is not known here; expected gameday/v1'],
  ],
  ['a missing version', { apiVersion: undefined }, ['e.yaml:1:1: apiVersion: missing; expected gameday/v1']],
  [
    'a misspelt kind of document',
    { kind: 'Experment' },
    [
      'e.yaml:2:7: kind: "Experment" is not a kind of document; did you mean "Experiment"? expected Experiment or GameDay',
    ],
  ],
  ['a missing kind of document', { kind: undefined }, ['e.yaml:1:1: kind: missing; expected Experiment or GameDay']],
  [
    'a kind of document that is not read here',
    { kind: 'Policy' },
    ['e.yaml:2:7: kind: "Policy" is not a kind of document; expected Experiment or GameDay'],
  ],
  [
    'a duration without a unit',
    { baseline: '5' },
    ['e.yaml:8:11: baseline: 5 is a number; expected a duration such as 250ms, 30s, 5m or 1h'],
  ],
  [
    'a duration in words',
    { baseline: '5 seconds' },
    ['e.yaml:8:11: baseline: "5 seconds" is not a duration; expected a duration such as 250ms, 30s, 5m or 1h'],
  ],
  [
    'a duration of years',
    { baseline: '5000d' },
    ['e.yaml:8:11: baseline: "5000d" is longer than a year; expected a duration such as 250ms, 30s, 5m or 1h'],
  ],
  [
    'a scalar where a mapping is expected',
    { recovery: '5s' },
    ['e.yaml:8:11: recovery: "5s" is a text; expected a mapping with within, settle'],
  ],
  [
    'a mapping where a list is expected',
    { steadyState: '{ name: up, tcp: { port: 1 } }' },
    ['e.yaml:6:14: steadyState: a mapping is here; expected a list'],
  ],
  ['an empty list', { faults: '[]' }, ['e.yaml:7:9: faults: the list is empty; expected at least one entry']],
  [
    'a truth value in words',
    { afterwards: '{ verifySnapshot: yes }' },
    ['e.yaml:8:31: afterwards.verifySnapshot: "yes" is a text; expected true or false'],
  ],
  [
    'a misspelt word',
    { afterwards: '{ restoreIf: lostwrites }' },
    [
      'e.yaml:8:26: afterwards.restoreIf: "lostwrites" is not known here; did you mean "lostWrites"? expected one of lostWrites, broken, never',
    ],
  ],
  [
    'a number in quotes',
    { limits: '{ maxTargets: "2" }' },
    ['e.yaml:8:23: limits.maxTargets: "2" is a text; expected a whole number of at least 1 (write it without quotes)'],
  ],
  [
    'numbers out of range',
    { limits: '{ maxTargets: 0, maxPercent: 150% }' },
    [
      'e.yaml:8:23: limits.maxTargets: 0 is too small; expected a whole number of at least 1',
      'e.yaml:8:38: limits.maxPercent: "150%" is not a percentage; expected 1% to 100%',
    ],
  ],
  [
    'a broken number',
    { limits: '{ maxTargets: 1.5 }' },
    ['e.yaml:8:23: limits.maxTargets: 1.5 is not a whole number; expected a whole number of at least 1'],
  ],
  [
    'hours, days and dates that are none',
    { guardrails: '[{ time-window: { days: [mon], hours: 9-5, blackoutDates: [2026/01/01] } }]' },
    [
      'e.yaml:8:38: guardrails[0].time-window.days[0]: "mon" is not known here; did you mean "monday"? expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday',
      'e.yaml:8:51: guardrails[0].time-window.hours: "9-5" is not a range of hours; expected a range of hours such as 09:00-16:00',
      'e.yaml:8:72: guardrails[0].time-window.blackoutDates[0]: "2026/01/01" is not a date; expected a date such as 2026-12-24',
    ],
  ],
  [
    "a variable's name that is none",
    { variables: '{ ledger-url: x }' },
    [
      'e.yaml:8:14: variables.ledger-url: "ledger-url" cannot be a variable\'s name; expected letters, digits and _, such as ledgerUrl',
    ],
  ],
  [
    'a variable of an unknown type',
    { variables: '{ a: { type: ulr } }' },
    [
      'e.yaml:8:25: variables.a.type: "ulr" is not known here; did you mean "url"? expected one of string, number, boolean, duration, url',
    ],
  ],
];

describe('a malformed experiment', () => {
  it.each(CASES)('names %s', (_, over, problems) => {
    expect(problemsIn({ 'e.yaml': experimentText(over) })).toEqual(problems);
  });
});

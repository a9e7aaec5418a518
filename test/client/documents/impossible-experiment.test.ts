import { experimentText, problemsIn } from './documents.ts';

const CASES: readonly (readonly [
  title: string,
  over: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
])[] = [
  [
    'two faults of one name',
    { faults: '[{ name: a, process-kill: {} }, { name: a, process-pause: {} }]' },
    ['e.yaml:7:49: faults[1].name: "a" is the name of faults[0] already; choose another one'],
  ],
  [
    'a fault inside a group with the name of another one',
    {
      faults:
        '[{ name: a, process-kill: {} }, { name: both, parallel: true, faults: [{ name: a, process-kill: {}, target: { process: { port: 1 } } }, { name: b, process-pause: {} }] }]',
    },
    ['e.yaml:7:88: faults[1].faults[0].name: "a" is the name of faults[0] already; choose another one'],
  ],
  [
    'two SLIs and two checks of one name',
    {
      steadyState: '[{ name: a, tcp: { port: 1 } }, { name: a, tcp: { port: 2 } }]',
      slis: '[{ name: a, tcp: { port: 1 } }, { name: a, tcp: { port: 2 } }]',
    },
    [
      'e.yaml:6:54: steadyState[1].name: "a" is the name of steadyState[0] already; choose another one',
      'e.yaml:8:47: slis[1].name: "a" is the name of slis[0] already; choose another one',
    ],
  ],
  [
    'a fault without a target',
    { target: undefined },
    ['e.yaml:6:10: faults[0]: "kill" has no target; give it one, or give the experiment a target (process)'],
  ],
  [
    "a fault that cannot act on the experiment's target",
    { target: '{ application: { url: "http://x" } }' },
    [
      'e.yaml:7:24: faults[0].process-kill: process-kill cannot act on a target of the kind application; give the fault a target of the kind process',
    ],
  ],
  [
    'a fault that cannot act on its own target',
    { faults: '[{ name: slow, http-toggle: { path: /x, on: {} }, target: { resource: { name: disk } } }]' },
    [
      'e.yaml:7:24: faults[0].http-toggle: http-toggle cannot act on a target of the kind resource; give the fault a target of the kind application',
    ],
  ],
  [
    'parallel faults on the same target',
    {
      faults:
        '[{ name: both, parallel: true, faults: [{ name: a, process-kill: {} }, { name: b, process-pause: {} }] }]',
    },
    [
      'e.yaml:7:80: faults[0].faults[1]: acts on the same target as faults[0].faults[0] at the same time; give each fault a target of its own',
    ],
  ],
  [
    'more targets than the limit',
    { target: '{ process: { port: 1 }, mode: { fixed: 3 } }' },
    [
      'e.yaml:5:48: target.mode.fixed: 3 targets are more than limits.maxTargets allows (1); raise the limit, or take fewer',
    ],
  ],
  [
    'a command line that does not compile',
    { target: '{ process: { commandLine: "ledger(" } }' },
    [
      'e.yaml:5:35: target.process.commandLine: "ledger(" is not a regular expression (Unterminated group); write a \\ before a ( [ * + ? that stands for itself',
    ],
  ],
  [
    'a command line that matches everything',
    { target: '{ process: { commandLine: ".*" } }' },
    [
      'e.yaml:5:35: target.process.commandLine: ".*" matches every process of the machine; name the program that is meant',
    ],
  ],
  [
    'a load metric of another probe',
    { slis: '[{ name: s, http: { get: "http://x" }, objective: { lostWrites: 0 } }]' },
    [
      'e.yaml:8:59: slis[0].objective.lostWrites: lostWrites is known only to the probe acknowledged-writes, not to http; use that probe, or another metric',
    ],
  ],
  [
    'a value of a probe that yields none',
    { slis: '[{ name: s, http: { get: "http://x" }, objective: { value: "< 3" } }]' },
    [
      'e.yaml:8:59: slis[0].objective.value: value needs a probe that yields a value, and this http probe yields none; give http a "value" (a JSON path)',
    ],
  ],
  [
    'a value to abort by, of a load probe',
    { slis: '[{ name: s, acknowledged-writes: { url: "http://x" }, abortIf: { value: "> 3" } }]' },
    [
      'e.yaml:8:72: slis[0].abortIf.value: value needs a probe that yields a value, and this acknowledged-writes probe yields none; use another metric',
    ],
  ],
  [
    'a latency without a unit',
    { slis: '[{ name: s, http: { get: "http://x" }, objective: { p99: "< 5" } }]' },
    [
      'e.yaml:8:64: slis[0].objective.p99: "< 5" does not fit p99; expected a duration with its unit, such as "< 500ms"',
    ],
  ],
  [
    'a share with a unit',
    { slis: '[{ name: s, http: { get: "http://x" }, objective: { errorRatio: "< 5s" } }]' },
    [
      'e.yaml:8:71: slis[0].objective.errorRatio: "< 5s" does not fit errorRatio; expected a share, such as "> 50%" or "> 0.5"',
    ],
  ],
  [
    'a share above one',
    {
      slis: '[{ name: s, http: { get: "http://x" }, objective: { errorRatio: "< 5" }, abortIf: { availability: "< 200%" } }]',
    },
    [
      'e.yaml:8:71: slis[0].objective.errorRatio: "< 5" does not fit errorRatio; expected a share from 0% to 100% (0 to 1)',
      'e.yaml:8:105: slis[0].abortIf.availability: "< 200%" does not fit availability; expected a share from 0% to 100% (0 to 1)',
    ],
  ],
  [
    'a count with a unit',
    { slis: '[{ name: s, acknowledged-writes: { url: "http://x" }, objective: { lostWrites: "< 1%" } }]' },
    [
      'e.yaml:8:86: slis[0].objective.lostWrites: "< 1%" does not fit lostWrites; expected a number without a unit, such as "== 0"',
    ],
  ],
  [
    'an expectation of a probe that gets no answer',
    {
      slis: '[{ name: s, tcp: { port: 1 }, expect: { status: 200 } }]',
      steadyState: '[{ name: c, command: { run: [a] }, expect: { body: x } }]',
    },
    [
      'e.yaml:6:49: steadyState[0].expect: describes an HTTP answer, and a command probe gets none; remove it, or use http',
      'e.yaml:8:37: slis[0].expect: describes an HTTP answer, and a tcp probe gets none; remove it, or use http',
    ],
  ],
  [
    'a value of a check that yields none',
    { steadyState: '[{ name: c, tcp: { port: 1 }, value: "> 3" }]' },
    [
      'e.yaml:6:44: steadyState[0].value: compares a value, and this tcp probe yields none; remove it, or let the probe yield a value',
    ],
  ],
  [
    'an expected latency without a unit',
    { steadyState: '[{ name: c, http: { get: "http://x" }, expect: { latency: "< 3" } }]' },
    [
      'e.yaml:6:72: steadyState[0].expect.latency: "< 3" does not fit latency; expected a duration with its unit, such as "< 500ms"',
    ],
  ],
  [
    'samples that are rarer than blindness',
    { slis: '[{ name: s, http: { get: "http://x" }, every: 1m }]' },
    ['e.yaml:8:53: slis[0].every: a sample every 1m is blind after 30s; expected blindAfter to be longer than every'],
  ],
  [
    'a minimum rate above the rate',
    { slis: '[{ name: s, acknowledged-writes: { url: "http://x", writersPerSecond: 10, minimumPerSecond: 11 } }]' },
    [
      'e.yaml:8:99: slis[0].acknowledged-writes.minimumPerSecond: 11 is more than writersPerSecond (10), so the verdict would always be unknown; lower it',
    ],
  ],
  [
    'holds that are longer than the limit',
    {
      faults: '[{ name: a, process-kill: {}, hold: 40s }, { name: b, process-kill: {}, hold: 30s }]',
      limits: '{ maxDuration: 1m }',
    },
    [
      'e.yaml:8:24: limits.maxDuration: baseline (3s) and holds (40s + 30s) are longer than limits.maxDuration (1m); hold for a shorter time, or raise the limit',
    ],
  ],
  [
    'holds that are longer than the limit nobody wrote',
    { faults: '[{ name: a, process-kill: {}, hold: 2h }]' },
    [
      'e.yaml:7:9: faults: baseline (3s) and holds (2h) are longer than limits.maxDuration (1h, the default); hold for a shorter time, or raise the limit',
    ],
  ],
  [
    'a restore without a snapshot',
    { afterwards: '{ restoreIf: broken, verifySnapshot: true }' },
    [
      'e.yaml:8:26: afterwards.restoreIf: there is no snapshot to put back; add one under snapshot, or write restoreIf: never',
      'e.yaml:8:50: afterwards.verifySnapshot: there is no snapshot to verify; add one under snapshot, or leave this out',
    ],
  ],
  [
    'a restore by a metric that nobody measures',
    { snapshot: '{ directory: { path: /x } }', afterwards: '{ restoreIf: lostWrites }' },
    [
      'e.yaml:9:26: afterwards.restoreIf: lost writes are counted only by an SLI with the probe acknowledged-writes; add one, or write restoreIf: broken',
    ],
  ],
  [
    'a time zone that does not exist',
    { guardrails: '[{ time-window: { timeZone: Europe/Berln } }]' },
    [
      'e.yaml:8:41: guardrails[0].time-window.timeZone: "Europe/Berln" is not a time zone; did you mean "Europe/Berlin"? expected an IANA name such as Europe/Berlin',
    ],
  ],
  [
    'hours that never open, and a day that never comes',
    { guardrails: '[{ time-window: { hours: "09:00-09:00", blackoutDates: [2026-02-30] } }]' },
    [
      'e.yaml:8:38: guardrails[0].time-window.hours: "09:00-09:00" is an empty window; expected it to open before it closes',
      'e.yaml:8:69: guardrails[0].time-window.blackoutDates[0]: there is no 2026-02-30 in the calendar; expected a date such as 2026-12-24',
    ],
  ],
];

describe('an experiment that cannot work', () => {
  it.each(CASES)('names %s', (_, over, problems) => {
    expect(problemsIn({ 'e.yaml': experimentText(over) })).toEqual(problems);
  });
});

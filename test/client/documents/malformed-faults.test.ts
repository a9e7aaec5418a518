import { faultSettings } from '../../../experiments/definition/faults/index.ts';
import { targetSettings } from '../../../experiments/definition/targets/index.ts';
import { experimentText, problemsIn } from './documents.ts';

const FAULTS = Object.keys(faultSettings).join(', ');
const TARGETS = Object.keys(targetSettings).join(', ');

const CASES: readonly (readonly [
  title: string,
  over: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
])[] = [
  [
    'a misspelt kind of fault',
    { faults: '[{ name: kill, proces-kill: {} }]' },
    [
      `e.yaml:7:24: faults[0].proces-kill: unknown key; did you mean "process-kill"? known here: name, target, hold, ${FAULTS}`,
    ],
  ],
  [
    'an unknown kind of fault, and what else is wrong with it',
    { faults: '[{ name: kill, meteorite: {}, hold: 5 }]' },
    [
      `e.yaml:7:24: faults[0].meteorite: unknown key; known here: name, target, hold, ${FAULTS}`,
      'e.yaml:7:45: faults[0].hold: 5 is a number; expected a duration such as 250ms, 30s, 5m or 1h',
    ],
  ],
  [
    'a fault without a kind',
    { faults: '[{ name: kill }]' },
    [`e.yaml:7:10: faults[0]: no fault is given; expected exactly one of ${FAULTS}, parallel`],
  ],
  [
    'a fault of two kinds',
    { faults: '[{ name: kill, process-kill: {}, process-pause: {} }]' },
    [`e.yaml:7:57: faults[0].process-pause: process-kill is already given; expected exactly one fault (${FAULTS})`],
  ],
  [
    'a kind without settings',
    { faults: '[{ name: pause, process-pause: }]' },
    ['e.yaml:7:25: faults[0].process-pause: has no value; write {} for the defaults'],
  ],
  [
    'a common key among the settings',
    { faults: '[{ name: kill, process-kill: { hold: 5s } }]' },
    ['e.yaml:7:40: faults[0].process-kill.hold: unknown key; "hold" stands beside "process-kill", not inside it'],
  ],
  [
    'a setting beside the kind',
    { faults: '[{ name: kill, process-kill: {}, signal: SIGTERM }]' },
    ['e.yaml:7:42: faults[0].signal: unknown key; "signal" stands inside "process-kill", not beside it'],
  ],
  [
    'a misspelt signal',
    { faults: '[{ name: kill, process-kill: { signal: SIGKLL } }]' },
    [
      'e.yaml:7:48: faults[0].process-kill.signal: "SIGKLL" is not known here; did you mean "SIGKILL"? expected one of SIGKILL, SIGTERM, SIGINT, SIGQUIT, SIGABRT, SIGHUP',
    ],
  ],
  [
    'a parallel group with one fault',
    { faults: '[{ name: both, parallel: true, faults: [{ name: kill, process-kill: {} }] }]' },
    ['e.yaml:7:48: faults[0].faults: the list has only one entry; expected at least 2 entries'],
  ],
  [
    'a group that is not parallel',
    { faults: '[{ name: both, faults: [{ name: a, process-kill: {} }, { name: b, process-pause: {} }] }]' },
    ['e.yaml:7:10: faults[0].parallel: missing; expected true'],
  ],
  [
    'a fault that is also a group',
    { faults: '[{ name: both, process-kill: {}, parallel: true }]' },
    [
      `e.yaml:7:42: faults[0].parallel: process-kill is already given; expected exactly one fault (${FAULTS}, parallel)`,
    ],
  ],
  [
    'a shell line instead of a list',
    { faults: '[{ name: fill, command: { inject: dd if=x, undo: [], verify: [true] } }]' },
    [
      'e.yaml:7:43: faults[0].command.inject: "dd if=x" is a text; expected a command as a list: ["program", "argument", ...]',
      'e.yaml:7:58: faults[0].command.undo: the list is empty; expected a command as a list: ["program", "argument", ...]',
      'e.yaml:7:71: faults[0].command.verify[0]: true is a truth value; expected a text (write it in quotes if you mean "true")',
    ],
  ],
  [
    'a misspelt target',
    { target: '{ proces: { port: 1 } }' },
    [`e.yaml:5:11: target.proces: unknown key; did you mean "process"? known here: mode, ${TARGETS}`],
  ],
  [
    'a target without a selector',
    { target: '{ process: {} }' },
    ['e.yaml:5:20: target.process: expected at least one of pidFile, commandLine, port'],
  ],
  [
    'a misspelt mode',
    { target: '{ process: { port: 1 }, mode: { fxed: 2 } }' },
    ['e.yaml:5:41: target.mode.fxed: unknown key; did you mean "fixed"? known here: fixed'],
  ],
  [
    'a mode that is no word',
    { target: '{ process: { port: 1 }, mode: some }' },
    [
      'e.yaml:5:39: target.mode: "some" is not known here; expected one, all, { fixed: 2 }, { percent: 50% } or { randomMaxPercent: 50% }',
    ],
  ],
  [
    'two conditions at once',
    { target: '{ process: { port: 1, where: { get: x, expect: {}, command: [a] } } }' },
    ['e.yaml:5:60: target.process.where.command: get is already given; expected exactly one condition (get, command)'],
  ],
];

describe('a malformed fault or target', () => {
  it.each(CASES)('names %s', (_, over, problems) => {
    expect(problemsIn({ 'e.yaml': experimentText(over) })).toEqual(problems);
  });
});

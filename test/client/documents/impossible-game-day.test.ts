import { experimentText, gameDayText, problemsIn } from './documents.ts';

const CASES: readonly (readonly [
  title: string,
  over: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
])[] = [
  [
    'two steps of one name',
    { steps: '[{ name: a, experiment: e.yaml }, { name: a, pause: 1s }]' },
    ['g.yaml:5:50: steps[1].name: "a" is the name of steps[0] already; choose another one'],
  ],
  [
    'no experiment',
    { steps: '[{ pause: 1s }]' },
    ['g.yaml:5:8: steps: there is no experiment among the steps; add one: { experiment: path-of-a-document.yaml }'],
  ],
  [
    'an approval by approvers that are not listed',
    { steps: '[{ experiment: e.yaml }, { approval: { who: approvers } }]' },
    [
      'g.yaml:5:52: steps[1].approval.who: nobody is listed under people.approvers; list them there, or name people here',
    ],
  ],
  [
    'a quorum that is larger than the list',
    { people: '{ approvers: [bob, bob] }', steps: '[{ experiment: e.yaml }, { approval: { quorum: 2 } }]' },
    ['g.yaml:5:55: steps[1].approval.quorum: 2 must approve, but only 1 can; list more people, or lower the quorum'],
  ],
  [
    'four eyes of one person',
    { steps: '[{ experiment: e.yaml }, { approval: { who: [ada, bob], quorum: 2, fourEyes: true } }]' },
    [
      'g.yaml:5:72: steps[1].approval.quorum: 2 must approve, but only 1 can (ada starts it, and fourEyes does not count that person); list more people, or lower the quorum',
    ],
  ],
  [
    'a window that closes before it opens',
    { window: '{ start: 2026-12-01T12:00, end: 2026-12-01T09:00 }' },
    ['g.yaml:6:41: window.end: 2026-12-01T09:00 is not after the start (2026-12-01T12:00); expected a later time'],
  ],
  [
    'a window in a time zone that does not exist',
    { window: '{ start: 2026-12-01T12:00, end: 2026-12-01T13:00, timeZone: CEST }' },
    ['g.yaml:6:69: window.timeZone: "CEST" is not a time zone; expected an IANA name such as Europe/Berlin'],
  ],
  [
    'a time that the clocks skip, and one that no day has',
    { window: '{ start: 2026-03-29T02:30, end: 2026-03-29T25:00, timeZone: Europe/Berlin }' },
    [
      'g.yaml:6:18: window.start: there is no 2026-03-29T02:30 in Europe/Berlin; expected a time that the clocks there show',
      'g.yaml:6:41: window.end: there is no 2026-03-29T25:00 in Europe/Berlin; expected a time that the clocks there show',
    ],
  ],
  [
    'an experiment that is not there',
    { steps: '[{ experiment: missing.yaml }]' },
    ['g.yaml:5:23: steps[0].experiment: missing.yaml cannot be read: there is no such file; check the path'],
  ],
  [
    'a game day inside a game day',
    { steps: '[{ experiment: g.yaml }]' },
    ['g.yaml:5:23: steps[0].experiment: g.yaml is a GameDay; expected a document of the kind Experiment'],
  ],
  [
    'a value for a variable that the experiment does not have',
    { steps: '[{ experiment: e.yaml, with: { port: 1 } }]' },
    ['g.yaml:5:39: steps[0].with.port: e.yaml has no variable "port"; it declares none'],
  ],
];

describe('a game day that cannot work', () => {
  it.each(CASES)('names %s', (_, over, problems) => {
    expect(problemsIn({ 'g.yaml': gameDayText(over), 'e.yaml': experimentText() })).toEqual(problems);
  });
});

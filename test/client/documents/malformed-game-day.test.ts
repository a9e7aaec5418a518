import { experimentText, gameDayText, problemsIn } from './documents.ts';

const CASES: readonly (readonly [
  title: string,
  over: Readonly<Record<string, string | undefined>>,
  problems: readonly string[],
])[] = [
  [
    'a misspelt step',
    { steps: '[{ experimnt: e.yaml }]' },
    [
      'g.yaml:5:11: steps[0].experimnt: unknown key; did you mean "experiment"? known here: name, experiment, with, onBroken',
    ],
  ],
  [
    'a step that is nothing',
    { steps: '[{ name: x }]' },
    ['g.yaml:5:9: steps[0]: no step is given; expected exactly one of experiment, pause, approval'],
  ],
  [
    'a step that is two things',
    { steps: '[{ experiment: e.yaml, pause: 5m }]' },
    [
      'g.yaml:5:31: steps[0].pause: experiment is already given; expected exactly one step (experiment, pause, approval)',
    ],
  ],
  [
    'a step that is a text',
    { steps: '[e.yaml]' },
    ['g.yaml:5:9: steps[0]: "e.yaml" is a text; expected a mapping with exactly one of experiment, pause, approval'],
  ],
  [
    'a quorum of nobody',
    { steps: '[{ experiment: e.yaml }, { approval: { quorum: 0 } }]' },
    ['g.yaml:5:55: steps[1].approval.quorum: 0 is too small; expected a whole number of at least 1'],
  ],
  [
    'approvers that are misspelt',
    { steps: '[{ experiment: e.yaml }, { approval: { who: aprovers } }]' },
    [
      'g.yaml:5:52: steps[1].approval.who: "aprovers" is not known here; did you mean "approvers"? expected "approvers" (the list under people), or a list of names',
    ],
  ],
  [
    'a pause without a length',
    { steps: '[{ experiment: e.yaml }, { pause: }]' },
    ['g.yaml:5:35: steps[1].pause: has no value; expected a duration such as 250ms, 30s, 5m or 1h'],
  ],
  [
    'a misspelt choice',
    { steps: '[{ experiment: e.yaml, onBroken: halt }]' },
    ['g.yaml:5:41: steps[0].onBroken: "halt" is not known here; expected one of stop, continue'],
  ],
  [
    'a window with an offset',
    { window: '{ start: 2026-12-01T09:00Z, end: 2026-12-01 }' },
    [
      'g.yaml:6:18: window.start: "2026-12-01T09:00Z" is not a local time; expected a local date and time such as 2026-12-01T09:00',
      'g.yaml:6:42: window.end: "2026-12-01" is not a local time; expected a local date and time such as 2026-12-01T09:00',
    ],
  ],
  [
    'a person that is missing',
    { people: '{ approver: [ada], onCall: "" }' },
    [
      'g.yaml:6:11: people.approver: unknown key; did you mean "approvers"? known here: owner, facilitator, scribe, onCall, approvers, observers',
      "g.yaml:6:28: people.onCall: the text is empty; expected a person's name",
    ],
  ],
  ['no steps', { steps: '[]' }, ['g.yaml:5:8: steps: the list is empty; expected at least one entry']],
];

describe('a malformed game day', () => {
  it.each(CASES)('names %s', (_, over, problems) => {
    expect(problemsIn({ 'g.yaml': gameDayText(over), 'e.yaml': experimentText() })).toEqual(problems);
  });
});

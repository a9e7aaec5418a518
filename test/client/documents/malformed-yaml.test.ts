import { problemsIn } from './documents.ts';

const CASES: readonly (readonly [title: string, text: string, problems: readonly string[]])[] = [
  [
    'an empty file',
    '',
    [
      'e.yaml:1:1: the file is empty; expected a document that begins with "apiVersion: gameday/v1" and "kind: Experiment" or "kind: GameDay"',
    ],
  ],
  [
    'a file with comments only',
    '# nothing yet\n',
    [
      'e.yaml:1:1: the file is empty; expected a document that begins with "apiVersion: gameday/v1" and "kind: Experiment" or "kind: GameDay"',
    ],
  ],
  [
    'a text',
    'hello\n',
    [
      'e.yaml:1:1: "hello" is all that is here; expected a document that begins with "apiVersion: gameday/v1" and "kind: Experiment" or "kind: GameDay"',
    ],
  ],
  [
    'a list',
    '- a\n',
    [
      'e.yaml:1:1: a list is all that is here; expected a document that begins with "apiVersion: gameday/v1" and "kind: Experiment" or "kind: GameDay"',
    ],
  ],
  [
    'a key that is there twice',
    'name: a\nkind: Experiment\nname: b\n',
    ['e.yaml:3:1: "name" is here a second time, first in line 1; keep one of them'],
  ],
  ['a tab', 'people:\n\towner: ada\n', ['e.yaml:2:1: this line is indented with a tab; use spaces']],
  [
    'a bracket that is never closed',
    'a: [1, 2\nb: 3\n',
    ['e.yaml:2:1: a [ or { above is not closed; close it with ] or }'],
  ],
  [
    'a brace that is closed twice',
    'a: { b: 1 }}\n',
    [
      'e.yaml:1:12: this does not fit here; check the indentation, close every quote, [ and {, and put special characters in quotes',
    ],
  ],
  [
    'a quote that is never closed',
    'a: "abc\nb: 2\n',
    ['e.yaml:1:4: this quote (") is never closed; close it on the same line'],
  ],
  [
    'a colon in a text',
    'hypothesis: Losing it: loses nothing\n',
    ['e.yaml:1:13: this line has a second ": "; put the whole text in quotes, or begin the mapping on the next line'],
  ],
  [
    'a reference without quotes in braces',
    'http: { get: ${var:url} }\n',
    ['e.yaml:1:15: inside { } and [ ] a reference must be in quotes: "${var:name}"'],
  ],
  [
    'a reference without quotes in brackets',
    'run: [${var:program}]\n',
    ['e.yaml:1:8: inside { } and [ ] a reference must be in quotes: "${var:name}"'],
  ],
  [
    'a comparison without quotes',
    'abortIf:\n  errorRatio: > 0.5\n',
    ['e.yaml:2:17: a text that begins with > must be in quotes: "> 0.5"'],
  ],
  [
    'a comparison without quotes in braces',
    'abortIf: { p99: >= 5s }\n',
    ['e.yaml:1:17: a text that begins with > must be in quotes: ">= 5s"'],
  ],
  ['a reserved character', 'owner: @ada\n', ['e.yaml:1:8: a text that begins with @ must be in quotes']],
  [
    'an indentation that fits nothing',
    'a:\n  b: 1\n c: 2\n',
    [
      'e.yaml:3:1: the indentation of this line fits no line above; entries that belong together begin in the same column',
    ],
  ],
  [
    'a list that is not aligned',
    'a:\n  - x\n - y\n',
    [
      'e.yaml:3:1: the indentation of this line fits no line above; entries that belong together begin in the same column',
    ],
  ],
  [
    'a key without a value',
    'name: a\nkind\nfaults: []\n',
    ['e.yaml:2:1: "kind" is not a key with a value; expected "key: value", with a space after the colon'],
  ],
  [
    'a colon without a space',
    'name:a\nkind: b\n',
    ['e.yaml:1:1: "name:a" is not a key with a value; expected "key: value", with a space after the colon'],
  ],
  [
    'an escape that means nothing',
    'a: "\\q"\n',
    ['e.yaml:1:5: \\q means nothing inside "..."; write \\\\q, or use \'...\''],
  ],
  ['two documents', 'a: 1\n---\nb: 2\n', ['e.yaml:2:1: a second document begins here; write one document per file']],
  [
    'a tag',
    'a: !foo x\n',
    ['e.yaml:1:4: !foo is a YAML tag, and tags have no meaning here; put a text that begins with ! in quotes'],
  ],
  [
    'binary data',
    'a: !!binary aGVsbG8=\n',
    ['e.yaml:1:4: !!binary is a YAML tag, and tags have no meaning here; put a text that begins with ! in quotes'],
  ],
  ['another YAML version', '%YAML 1.1\n---\na: yes\n', ['e.yaml:1:1: YAML 1.1 is not read; remove the %YAML line']],
  [
    'an alias of nothing',
    'commandLine: *ledger\n',
    [
      'e.yaml:1:14: *ledger repeats a value that is marked &ledger, and there is none before it; put a text that begins with * in quotes',
    ],
  ],
  ['an alias inside itself', 'a: &a [*a]\n', ['e.yaml:1:8: *a stands inside the value that it repeats; write it out']],
  [
    'an alias bomb',
    'a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\n',
    ['e.yaml:1:1: the aliases (*) unfold to far too much; write the values out, or use variables'],
  ],
  ['a key that is a list', '? [a]\n: b\n', ['e.yaml:1:3: a key must be a text']],
];

describe('a text that is not one document', () => {
  it.each(CASES)('names %s', (_, text, problems) => {
    expect(problemsIn({ 'e.yaml': text })).toEqual(problems);
  });
});

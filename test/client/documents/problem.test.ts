import { inReadingOrder, problemsAsJson, problemsAsText } from '../../../client/documents/problem.ts';

const problems = [
  { file: 'b.yaml', line: 3, column: 1, path: 'name', message: 'missing; expected a name' },
  { file: 'a.yaml', line: 9, column: 2, path: '', message: 'this does not fit here' },
  { file: 'b.yaml', line: 2, column: 7, path: 'kind', message: 'missing; expected Experiment' },
  { file: 'b.yaml', line: 3, column: 1, path: 'name', message: 'missing; expected a name' },
  { file: '--var x', path: '', message: 'there is no such variable' },
];

describe('a list of problems', () => {
  it('is read file by file, from top to bottom, each problem once', () => {
    expect(problemsAsText(inReadingOrder(problems)).split('\n')).toEqual([
      'b.yaml:2:7: kind: missing; expected Experiment',
      'b.yaml:3:1: name: missing; expected a name',
      'a.yaml:9:2: this does not fit here',
      '--var x: there is no such variable',
    ]);
  });

  it('is JSON for programs', () => {
    expect(JSON.parse(problemsAsJson(problems.slice(0, 1)))).toEqual({
      problems: [{ file: 'b.yaml', line: 3, column: 1, path: 'name', message: 'missing; expected a name' }],
    });
  });
});

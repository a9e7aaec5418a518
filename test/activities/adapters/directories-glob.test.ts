import { matcherOf } from '../../../activities/adapters/directories-glob.ts';

describe('globs of excluded files', () => {
  it.each([
    ['logs', 'logs', true],
    ['logs', 'logs/a', false],
    ['./logs/', 'logs', true],
    ['logs/**', 'logs', false],
    ['logs/**', 'logs/a', true],
    ['logs/**', 'logs/a/b', true],
    ['**/*.log', 'a.log', true],
    ['**/*.log', 'x/y/a.log', true],
    ['**/*.log', 'a.log.1', false],
    ['*.log', 'x/a.log', false],
    ['*', '.hidden', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a/**/b', 'a/b', true],
    ['a/**/**/b', 'a/x/y/b', true],
    ['a/**/b', 'ab', false],
    ['a**b', 'a-x-b', true],
    ['a**b', 'a/x/b', false],
    ['data (1)+[x].txt', 'data (1)+[x].txt', true],
    ['a.c', 'abc', false],
    ['*.log', 'two\nlines.log', true],
    ['Log', 'log', false],
  ])('%s on %s: %s', (glob, path, matches) => {
    expect(matcherOf([glob])(path)).toBe(matches);
  });

  it('match when any of them does, and none match nothing', () => {
    expect(matcherOf(['a', 'b'])('b')).toBe(true);
    expect(matcherOf([])('b')).toBe(false);
  });
});

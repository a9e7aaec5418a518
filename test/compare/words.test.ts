import { describe, expect, it } from '@jest/globals';
import { lastWords as chaosWords } from '../../compare/chaos-toolkit/contestant.ts';
import { idIn, keptOf, lastWords } from '../../compare/gameday/words.ts';

describe('the last words of Chaos Toolkit', () => {
  it('are its last complaint and how the run ended, without times and colours', () => {
    const output = [
      '\u001B[32m[2026-01-01 00:00:00 INFO] Running experiment: x',
      '\u001B[33m[2026-01-01 00:00:01 WARNING] Rollbacks were explicitly requested to be played',
      '\u001B[31m[2026-01-01 00:00:02 ERROR]   => failed: nobody answered',
      '\u001B[32m[2026-01-01 00:00:03 INFO] Experiment ended with status: completed',
    ].join('\n');
    expect(chaosWords(output)).toBe('=> failed: nobody answered / Experiment ended with status: completed');
  });

  it('are its last line when it was killed', () => {
    expect(chaosWords('[2026-01-01 00:00:00 INFO] Action: switch on\n')).toBe('Action: switch on');
    expect(chaosWords('')).toBe('');
  });
});

describe('the last words of gameday run', () => {
  it('are the verdict', () => {
    const output = 'Game day  gameday/x/1\n\nx took 5 s\nhypothesis:  held\nended:       completed\nrestored:    yes\n';
    expect(lastWords(output)).toBe('hypothesis: held, ended: completed, restored: yes');
    expect(idIn(output)).toBe('gameday/x/1');
  });

  it('are that the game day goes on', () => {
    expect(lastWords('The game day goes on: gameday/x/1\n  follow it again: …\n')).toBe(
      'The game day goes on: gameday/x/1',
    );
  });

  it('are that it is not restored', () => {
    expect(lastWords('NOT RESTORED: an undo does not work.\nCall somebody.\n')).toBe(
      'NOT RESTORED: an undo does not work.',
    );
  });

  it('come with no record when it never said which game day it began', () => {
    expect(idIn('No server answers.')).toBeUndefined();
    expect(keptOf(undefined, undefined).is).toBe('none');
  });
});

import { closest, suggest } from '../../../client/documents/did-you-mean.ts';

describe('the word that was meant', () => {
  it.each([
    ['hodl', 'hold'],
    ['steadystate', 'steadyState'],
    ['process_kill', 'process-kill'],
    ['mon', 'monday'],
    ['ulr', 'url'],
    ['hypothsis', 'hypothesis'],
  ])('%s is %s', (word, meant) => {
    expect(closest(word, ['url', 'hold', 'monday', 'process-kill', 'steadyState', 'hypothesis'])).toBe(meant);
  });

  it('is not guessed from afar', () => {
    expect(closest('pod-kill', ['process-kill', 'command'])).toBeUndefined();
    expect(closest('a', ['b'])).toBeUndefined();
  });

  it('is offered before what is allowed', () => {
    expect(suggest('hodl', ['hold'], 'known here: hold')).toBe('; did you mean "hold"? known here: hold');
    expect(suggest('xyzzy', ['hold'], 'known here: hold')).toBe('; known here: hold');
  });
});

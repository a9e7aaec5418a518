import { describe, expect, it } from '@jest/globals';
import { CleanUp } from '../../compare/clean-up.ts';

describe('the clean-up', () => {
  it('puts the last away first, each once', async () => {
    const done: string[] = [];
    const all = new CleanUp();
    all.add(async () => void done.push('server'));
    all.part().add(async () => void done.push('worker'));
    await all.run();
    await all.run();
    expect(done).toEqual(['worker', 'server']);
  });

  it('puts away at once what was being started when it came', async () => {
    const done: string[] = [];
    const all = new CleanUp();
    const part = all.part();
    await all.run();
    part.add(async () => void done.push('late'));
    expect(done).toEqual(['late']);
  });

  it('goes on when one thing cannot be put away', async () => {
    const done: string[] = [];
    const all = new CleanUp();
    all.add(async () => void done.push('server'));
    all.add(() => Promise.reject(new Error('it is gone already')));
    await all.run();
    expect(done).toEqual(['server']);
  });
});

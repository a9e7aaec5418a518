import { selectorText } from '../../../activities/kubernetes/selector-text.ts';

describe('a label selector', () => {
  it('is written as kubectl takes it', () => {
    expect(
      selectorText({
        matchLabels: { app: 'web' },
        matchExpressions: [
          { key: 'tier', operator: 'In', values: ['a', 'b'] },
          { key: 'zone', operator: 'NotIn', values: ['c'] },
          { key: 'team', operator: 'Exists' },
          { key: 'canary', operator: 'DoesNotExist' },
        ],
      }),
    ).toBe('app=web,tier in (a,b),zone notin (c),team,!canary');
    expect(selectorText({})).toBe('');
  });
});

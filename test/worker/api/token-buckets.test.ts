import { TokenBuckets } from '../../../worker/api/token-buckets.ts';

const taken = (all: TokenBuckets, key: string, times: number) =>
  Array.from({ length: times }, () => all.take(key)).filter(Boolean).length;

describe('a token bucket', () => {
  const clock = { now: 0 };
  const buckets = () => new TokenBuckets(10, 20, () => clock.now);

  it('allows a burst, then as many as the time has brought', () => {
    const all = buckets();
    expect(taken(all, 'a', 30)).toBe(20);
    clock.now += 500;
    expect(taken(all, 'a', 30)).toBe(5);
    clock.now += 60_000;
    expect(taken(all, 'a', 30)).toBe(20);
  });

  it('is one for each address', () => {
    const all = buckets();
    taken(all, 'a', 30);
    expect(all.take('a')).toBe(false);
    expect(all.take('b')).toBe(true);
  });

  it('is forgotten when there are very many, the one that was not used for longest first', () => {
    const all = buckets();
    taken(all, 'a', 30);
    for (let nth = 0; nth < 1_000; nth += 1) all.take(`other ${nth}`);
    expect(all.take('a')).toBe(true);
  });
});

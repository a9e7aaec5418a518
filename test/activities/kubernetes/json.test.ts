import { inOrder, isSameJson, mergePatch } from '../../../activities/kubernetes/json.ts';

describe('JSON of the cluster', () => {
  it('is the same whatever the order of its keys, and what is undefined is not there', () => {
    expect(isSameJson({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1, e: undefined })).toBe(true);
    expect(isSameJson([1, 2], [2, 1])).toBe(false);
    expect(isSameJson(undefined, null)).toBe(false);
    expect(inOrder({ b: 'x', a: [undefined] })).toBe('{"a":[null],"b":"x"}');
  });

  it('names in a merge patch only what differs, and takes away with null', () => {
    const from = { spec: { replicas: 3, paused: true, selector: { app: 'web', tier: 'a' } }, data: { k: 'v' } };
    const to = { spec: { replicas: 0, selector: { app: 'web', extra: 'x' } }, data: { k: 'v' } };
    expect(mergePatch(from, to)).toEqual({
      spec: { replicas: 0, paused: null, selector: { tier: null, extra: 'x' } },
    });
  });

  it('replaces lists as a whole, makes mappings that were not there, and is nothing when nothing differs', () => {
    expect(mergePatch({ taints: [1] }, { taints: [1, 2] })).toEqual({ taints: [1, 2] });
    expect(mergePatch({}, { labels: { a: 'b' } })).toEqual({ labels: { a: 'b' } });
    expect(mergePatch({ a: { b: 1 } }, { a: { b: 1 } })).toBeUndefined();
  });
});

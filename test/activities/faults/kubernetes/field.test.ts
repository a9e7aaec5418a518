import type { ClusterObject } from '../../../../activities/cluster.ts';
import { nameOf, readField, stateOf, withField, wordsFor } from '../../../../activities/faults/kubernetes/field.ts';

const TAINTS = { path: ['spec', 'taints'], item: { key: 'a', effect: 'NoSchedule' } };
const other = { key: 'b', effect: 'NoExecute' };
const ours = { key: 'a', effect: 'NoSchedule', value: 'x' };
const object = (special: object): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'n', uid: 'u', resourceVersion: '1', creationTimestamp: '' },
  ...special,
});

describe('a field', () => {
  it('is read and written below mappings, also those that are not there yet', () => {
    const field = { path: ['metadata', 'labels', 'a.b/c'] };
    const labelled = withField(object({}), field, 'x');
    expect(labelled.metadata.labels).toEqual({ 'a.b/c': 'x' });
    expect(readField(labelled, field)).toBe('x');
    expect(readField(object({ spec: 'text' }), { path: ['spec', 'replicas'] })).toBeUndefined();
    expect(withField(object({ spec: { a: 1, b: 2 } }), { path: ['spec', 'a'] }, undefined)['spec']).toEqual({ b: 2 });
  });

  it('leaves the object alone that it was read from', () => {
    const before = object({ spec: { replicas: 3 } });
    withField(before, { path: ['spec', 'replicas'] }, 0);
    expect(before['spec']).toEqual({ replicas: 3 });
  });

  it('inside a list is found by its values, wherever it stands', () => {
    const tainted = withField(object({ spec: { taints: [other] } }), TAINTS, ours);
    expect(tainted['spec']).toEqual({ taints: [other, ours] });
    expect(readField(object({ spec: { taints: [ours, other] } }), TAINTS)).toEqual(ours);
    expect(withField(object({ spec: { taints: [ours, other] } }), TAINTS, { ...ours, value: 'y' })['spec']).toEqual({
      taints: [{ ...ours, value: 'y' }, other],
    });
  });

  it('takes a list away with its last element, and nothing from a list without it', () => {
    expect(withField(object({ spec: { taints: [ours] } }), TAINTS, undefined)['spec']).toEqual({});
    expect(withField(object({ spec: { taints: [other] } }), TAINTS, undefined)['spec']).toEqual({ taints: [other] });
  });

  it('is as before, as set, or something else', () => {
    const field = { path: ['spec', 'replicas'], was: 3, to: 0 };
    const state = (replicas?: number) => stateOf(object({ spec: { replicas } }), field);
    expect([state(3), state(0), state(5), state()]).toEqual(['as before', 'as set', 'else', 'else']);
    expect(stateOf(object({}), { path: ['data', 'k'], to: 'x' })).toBe('as before');
    expect(stateOf(object({}), { path: ['data', 'k'], was: 'x' })).toBe('as set');
  });

  it('has a name that people know, and values that do not fill the screen', () => {
    expect(nameOf({ path: ['data', 'app.properties'] })).toBe('data["app.properties"]');
    expect(nameOf(TAINTS)).toBe('spec.taints[key=a, effect=NoSchedule]');
    expect(wordsFor(undefined)).toBe('not there');
    expect(wordsFor('x'.repeat(1000))).toMatch(/^"x{199}… \(1002 characters\)$/);
  });
});

import type { ClusterObject } from '../../../../activities/cluster.ts';
import {
  type FieldOwner,
  givenBack,
  ownedPaths,
  rightfulOwners,
  takenByUs,
  wordsForOwner,
} from '../../../../activities/faults/kubernetes/field-owners.ts';

const REPLICAS = ['f:spec', 'f:replicas'];
const PAUSED = ['f:spec', 'f:paused'];
const entry = (manager: string, fields: object, special: Partial<FieldOwner> = {}): FieldOwner => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  time: '2026-11-20T10:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': fields },
  ...special,
});
const owned = (...managedFields: FieldOwner[]): ClusterObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', uid: 'u', resourceVersion: '1', creationTimestamp: '', managedFields },
});

const managers = (owners: ReturnType<typeof rightfulOwners>) =>
  owners.filter(({ paths }) => paths.length > 0).map(({ manager }) => manager);

describe('the owners of fields', () => {
  it('come back as they were: with their times, beside what others own, and those that had lost everything', () => {
    const hpa = entry('hpa', { 'f:replicas': {} }, { subresource: 'scale', time: '2026-11-19T00:00:00Z' });
    const before = owned(hpa, entry('kubectl', { 'f:paused': {}, 'f:template': {} }));
    const recorded = ownedPaths(before, [['f:spec'], REPLICAS, PAUSED]);
    const after = owned(entry('gameday', { 'f:replicas': {}, 'f:paused': {} }), entry('kubectl', { 'f:template': {} }));
    const taken = takenByUs(after, recorded, [REPLICAS, PAUSED]);
    expect(taken).toEqual([REPLICAS, PAUSED]);
    expect(givenBack(after, taken, recorded)).toEqual([entry('kubectl', { 'f:template': {}, 'f:paused': {} }), hpa]);
  });

  it('stay ours where they were ours before, and theirs where others took them meanwhile', () => {
    const recorded = ownedPaths(owned(entry('gameday', { 'f:paused': {} }), entry('kubectl', { 'f:replicas': {} })), [
      REPLICAS,
      PAUSED,
    ]);
    const now = owned(entry('gameday', { 'f:paused': {} }), entry('hpa', { 'f:replicas': {} }));
    expect(takenByUs(now, recorded, [REPLICAS, PAUSED])).toEqual([]);
    expect(givenBack(now, [], recorded)).toEqual(now.metadata.managedFields);
  });

  it('are those who had it right before the undo, when these had taken it from us; else those before the fault', () => {
    const recorded = ownedPaths(owned(entry('kubectl', { 'f:taints': {} })), [['f:spec', 'f:taints']]);
    const lately = owned(entry('node-controller', { 'f:taints': {} }));
    const path = [['f:spec', 'f:taints']];
    expect(managers(rightfulOwners(recorded, lately, path))).toEqual(['node-controller']);
    expect(managers(rightfulOwners(recorded, owned(entry('gameday', { 'f:taints': {} })), path))).toEqual(['kubectl']);
  });

  it('have words', () => {
    expect(wordsForOwner(entry('hpa', {}, { subresource: 'scale' }))).toBe(
      'hpa (Update of scale at 2026-11-20T10:00:00Z)',
    );
    expect(wordsForOwner({})).toBe('somebody');
  });
});

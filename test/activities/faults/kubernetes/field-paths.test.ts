import { pathsIn, stepsTo, treeOf, without } from '../../../../activities/faults/kubernetes/field-paths.ts';

/** As a real API server wrote it. */
const TREE = {
  'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
  'f:spec': {
    'f:replicas': {},
    'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:image': {} } } } },
  },
};

describe('the paths of managed fields', () => {
  it('are read from the tree and written back as they were', () => {
    expect(pathsIn(TREE)).toEqual([
      ['f:metadata', 'f:labels'],
      ['f:metadata', 'f:labels', 'f:app'],
      ['f:spec', 'f:replicas'],
      ['f:spec', 'f:template', 'f:spec', 'f:containers', 'k:{"name":"main"}'],
      ['f:spec', 'f:template', 'f:spec', 'f:containers', 'k:{"name":"main"}', 'f:image'],
    ]);
    expect(treeOf(pathsIn(TREE))).toEqual(TREE);
    expect(treeOf([])).toEqual({});
  });

  it('lose a field without the mapping that it is in, and the mapping without the field', () => {
    const labels = pathsIn({ 'f:labels': { '.': {}, 'f:app': {} } });
    expect(treeOf(without(labels, [['f:labels', 'f:app']]))).toEqual({ 'f:labels': {} });
    expect(treeOf(without(labels, [['f:labels']]))).toEqual({ 'f:labels': { 'f:app': {} } });
  });

  it('lead to a field through everything that it is in', () => {
    expect(stepsTo(['metadata', 'labels', 'a'])).toEqual([
      ['f:metadata'],
      ['f:metadata', 'f:labels'],
      ['f:metadata', 'f:labels', 'f:a'],
    ]);
  });
});

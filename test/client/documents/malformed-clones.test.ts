import { experimentText, problemsIn } from './documents.ts';

const COPY = 'copy: [{ kind: StatefulSet, name: db }], scrub: []';
const SNAPSHOT = '{ csi-volume-snapshot: { namespace: shop, statefulSet: db } }';
const over = (clone: string, more: Readonly<Record<string, string>> = {}) => ({
  environment: `{ name: staging, clone: { ${clone} } }`,
  target: '{ kubernetes: { namespace: shop-clone, name: db-0 } }',
  faults: '[{ name: f, pod-kill: {} }]',
  snapshot: SNAPSHOT,
  ...more,
});
const whole = (more: Readonly<Record<string, string>> = {}) => over(`namespace: shop-clone, ${COPY}`, more);

it('is accepted when its targets are in it', () => {
  expect(problemsIn({ 'e.yaml': experimentText(whole()) })).toEqual([]);
});

describe('a malformed or impossible disposable environment', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a number',
      { environment: '7' },
      'e.yaml:8:14: environment: 7 is a number; expected a name such as staging, or { name: staging, clone: {...} }',
    ],
    [
      'a name and nothing',
      { environment: '{ name: staging }' },
      'e.yaml:8:1: environment.clone: missing; expected a mapping with namespace, copy, scrub, isolate, timeout',
    ],
    [
      'a misspelled clone',
      { environment: '{ clon: {} }' },
      'e.yaml:8:16: environment.clon: unknown key; did you mean "clone"? known here: name, clone',
    ],
    [
      'no name of a namespace',
      over(`namespace: Shop_Clone, ${COPY}`),
      'e.yaml:8:51: environment.clone.namespace: "Shop_Clone" is no name of a namespace; expected the name of a namespace: lower-case letters, digits and dashes, such as shop-clone',
    ],
    [
      'nothing that is copied',
      over('namespace: shop-clone, copy: [], scrub: []'),
      'e.yaml:8:69: environment.clone.copy: the list is empty; expected at least one entry',
    ],
    [
      'a kind that is not copied',
      over('namespace: shop-clone, copy: [{ kind: Pod, name: db-0 }], scrub: []'),
      'e.yaml:8:78: environment.clone.copy[0].kind: "Pod" is not known here; expected one of StatefulSet, Deployment, Service, ConfigMap, Secret, ServiceAccount',
    ],
    [
      'no word about scrubbing',
      over('namespace: shop-clone, copy: [{ kind: StatefulSet, name: db }]'),
      'e.yaml:8:31: environment.clone.scrub: missing; expected a list',
    ],
    [
      'scrubbing by a text',
      over('namespace: shop-clone, copy: [{ kind: StatefulSet, name: db }], scrub: [{ command: rm -rf x }]'),
      'e.yaml:8:123: environment.clone.scrub[0].command: "rm -rf x" is a text; expected a command as a list: ["program", "argument", ...]',
    ],
    [
      'a snapshot of files',
      whole({ snapshot: '{ directory: { path: /data } }' }),
      'e.yaml:8:31: environment.clone: there are no volumes to clone; add snapshot: { csi-volume-snapshot: {...} }',
    ],
    [
      'the namespace of the originals',
      over(`namespace: shop, ${COPY}`, { target: '{ kubernetes: { namespace: shop, name: db-0 } }' }),
      'e.yaml:8:51: environment.clone.namespace: is the namespace of the originals; give the clone one of its own',
    ],
    [
      'originals that would be put back',
      whole({ afterwards: '{ restoreIf: broken }' }),
      'e.yaml:10:26: afterwards.restoreIf: would put the originals back, which no fault has touched; write restoreIf: never',
    ],
    [
      'a target among the originals',
      whole({ target: '{ kubernetes: { namespace: shop, name: db-0 } }' }),
      'e.yaml:5:36: target.kubernetes.namespace: shop is not in the clone; with a clone every target in the cluster is in namespace shop-clone',
    ],
    [
      'a node',
      whole({ faults: '[{ name: f, cordon: {}, target: { kubernetes: { kind: Node, name: n1 } } }]' }),
      'e.yaml:7:55: faults[0].target.kubernetes: a Node is not in the clone; with a clone every target in the cluster is in namespace shop-clone',
    ],
  ])('is refused with its place: %s', (_title, given, problem) => {
    expect(problemsIn({ 'e.yaml': experimentText(given) })).toEqual([problem]);
  });
});

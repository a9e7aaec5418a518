import { experimentText, problemsIn } from './documents.ts';

const POD = '{ kubernetes: { namespace: shop, name: web-1 } }';
const CONTAINER = '{ kubernetes: { namespace: shop, name: web-1, container: main } }';
const NAMESPACE = '{ kubernetes: { kind: Namespace, name: shop } }';

const CASES: readonly (readonly [title: string, target: string, settings: string, problem: string])[] = [
  [
    'no kind',
    POD,
    '{ spec: {} }',
    'faults[0].chaos-mesh.kind: missing; expected a kind of chaos such as NetworkChaos, StressChaos or PodChaos',
  ],
  [
    'a kind of Kubernetes',
    POD,
    '{ kind: Pod, spec: {} }',
    '"Pod" is not a kind of chaos; expected a kind of chaos such as NetworkChaos',
  ],
  [
    'a kind of the controllers',
    POD,
    '{ kind: PodNetworkChaos, spec: {} }',
    'PodNetworkChaos is written by the controllers of Chaos Mesh for kinds of their own',
  ],
  [
    'a duration',
    POD,
    '{ kind: NetworkChaos, spec: { action: partition, duration: 30s } }',
    'faults[0].chaos-mesh.spec.duration: is set by us to what is left of the fault; leave it out, and say how long with "hold"',
  ],
  [
    'another cluster',
    NAMESPACE,
    '{ kind: NetworkChaos, spec: { remoteCluster: far } }',
    'faults[0].chaos-mesh.spec.remoteCluster: is a cluster that cannot be looked at from here',
  ],
  [
    'a selector for a target that is a pod',
    POD,
    '{ kind: PodChaos, spec: { action: pod-kill, mode: one } }',
    'faults[0].chaos-mesh: "mode" is written in the spec, and the target is a pod; leave it out',
  ],
  [
    'a Schedule of one pod',
    POD,
    '{ kind: Schedule, spec: { type: PodChaos } }',
    'faults[0].chaos-mesh: Schedule does not act on one pod; give it the Namespace as its target',
  ],
  [
    'the network of a container',
    CONTAINER,
    '{ kind: NetworkChaos, spec: { action: partition } }',
    'faults[0].chaos-mesh: NetworkChaos acts on the whole pod; leave "container" out of the target',
  ],
  [
    'a target that is a node',
    '{ kubernetes: { kind: Node, name: n1 } }',
    '{ kind: NetworkChaos, spec: {} }',
    'chaos-mesh cannot act on a Node',
  ],
  [
    'patience without end',
    NAMESPACE,
    '{ kind: Schedule, spec: {}, effectWithin: 5m }',
    'faults[0].chaos-mesh.effectWithin: is too long; expected at most 100s',
  ],
];

describe('chaos-mesh in a document', () => {
  it.each(CASES)('is refused with %s', (_, target, settings, problem) => {
    const faults = `[{ name: chaos, chaos-mesh: ${settings} }]`;
    expect(problemsIn({ 'e.yaml': experimentText({ target, faults }) }).join('\n')).toContain(problem);
  });

  it.each([
    [POD, '{ kind: NetworkChaos, spec: { action: partition, direction: both } }'],
    [CONTAINER, '{ kind: StressChaos, spec: { stressors: { cpu: { workers: 1 } } } }'],
    [NAMESPACE, '{ kind: PhysicalMachineChaos, spec: { action: process, mode: all, address: [] } }'],
  ])('is accepted on %s as %s', (target, settings) => {
    const faults = `[{ name: chaos, chaos-mesh: ${settings} }]`;
    expect(problemsIn({ 'e.yaml': experimentText({ target, faults }) })).toEqual([]);
  });
});

describe('litmus-engine in a document', () => {
  it('is refused with an application of its own beside a workload', () => {
    const target = '{ kubernetes: { kind: Deployment, namespace: shop, name: web } }';
    const faults = '[{ name: loss, litmus-engine: { spec: { appinfo: {}, experiments: [{ name: pod-delete }] } } }]';
    expect(problemsIn({ 'e.yaml': experimentText({ target, faults }) }).join()).toContain(
      'faults[0].litmus-engine: "appinfo" is written in the spec, and the target is a workload; leave it out',
    );
  });
});

import { experimentText, problemsIn } from './documents.ts';

const TARGET = '{ kubernetes: { kind: Deployment, namespace: shop, name: web } }';
const NODE = '{ kubernetes: { kind: Node, name: n1 } }';

const CASES: readonly (readonly [title: string, target: string, fault: string, problems: readonly string[]])[] = [
  [
    'a number of replicas below zero',
    TARGET,
    'scale: { replicas: -1 }',
    [
      'e.yaml:7:40: faults[0].scale.replicas: -1 is too small; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
    ],
  ],
  [
    'a number of replicas that is a word',
    TARGET,
    'scale: { replicas: half }',
    [
      'e.yaml:7:40: faults[0].scale.replicas: "half" is not allowed; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
    ],
  ],
  [
    'no number of replicas',
    TARGET,
    'scale: {}',
    [
      'e.yaml:7:21: faults[0].scale.replicas: missing; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
    ],
  ],
  [
    'a taint without an effect',
    NODE,
    'taint: { key: a }',
    ['e.yaml:7:21: faults[0].taint.effect: missing; expected one of NoSchedule, PreferNoSchedule, NoExecute'],
  ],
  [
    'a misspelt effect of a taint',
    NODE,
    'taint: { key: a, effect: NoExecution }',
    [
      'e.yaml:7:46: faults[0].taint.effect: "NoExecution" is not known here; did you mean "NoExecute"? expected one of NoSchedule, PreferNoSchedule, NoExecute',
    ],
  ],
  [
    'something that may not be lost',
    NODE,
    'drain: { allow: [data] }',
    [
      'e.yaml:7:38: faults[0].drain.allow[0]: "data" is not known here; expected one of pods-without-controller, empty-dir-data',
    ],
  ],
  [
    'a change that changes nothing',
    '{ kubernetes: { kind: ConfigMap, namespace: shop, name: c } }',
    'config-change: {}',
    ['e.yaml:7:36: faults[0].config-change: nothing would change; expected "set", "remove" or both'],
  ],
  [
    'a direction that is none',
    TARGET,
    'network-policy: { deny: up, allow: [{ cidr: ten }] }',
    [
      'e.yaml:7:45: faults[0].network-policy.deny: "up" is not known here; expected one of ingress, egress, both',
      'e.yaml:7:65: faults[0].network-policy.allow[0].cidr: "ten" is not allowed; expected a range of addresses such as 10.0.0.0/8',
    ],
  ],
  [
    'a fault on an object of the wrong kind',
    TARGET,
    'cordon: {}',
    ['e.yaml:7:21: faults[0].cordon: cordon cannot act on a Deployment; give the fault a target whose "kind" is Node'],
  ],
];

describe('a malformed fault on an object of a cluster', () => {
  it.each(CASES)('names %s', (_title, target, fault, problems) => {
    const text = experimentText({ target, faults: `[{ name: a, ${fault}, hold: 5s }]` });
    expect(problemsIn({ 'e.yaml': text })).toEqual(problems);
  });
});

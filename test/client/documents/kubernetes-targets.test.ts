import { experimentText, problemsIn } from './documents.ts';

const target = (kubernetes: string, rest = '') => ({ target: `{ kubernetes: ${kubernetes}${rest} }` });
const CASES: readonly (readonly [title: string, target: string, problem: string])[] = [
  ['no selector', '{ namespace: shop }', '5:23: target.kubernetes: expected at least one of name, labels'],
  [
    'a namespace that is left out',
    '{ name: web }',
    '5:23: target.kubernetes: no namespace is given; expected one, because objects of this kind live in a namespace',
  ],
  [
    'a kind as kubectl takes it',
    '{ namespace: shop, kind: pods, name: web }',
    'target.kubernetes.kind: "pods" is not a kind; expected it as the API writes it, such as Pod or Deployment',
  ],
  [
    'a kind that is misspelt',
    '{ namespace: shop, kind: Deploymnet, name: web }',
    'target.kubernetes.kind: "Deploymnet" is no kind that is known here; did you mean "Deployment"? write its "apiVersion" beside it, or one of Pod, Node',
  ],
  [
    'a custom kind without its group and version',
    '{ namespace: shop, kind: Rollout, name: web }',
    'target.kubernetes.kind: "Rollout" is no kind that is known here; write its "apiVersion" beside it',
  ],
  [
    'an owner of another spelling',
    '{ namespace: shop, owner: deploymnt/web }',
    'target.kubernetes.owner: "deploymnt" is no owner of pods that is known here; did you mean "deployment"? expected one of deployment, statefulset',
  ],
  [
    'an owner without a name',
    '{ namespace: shop, owner: web }',
    'target.kubernetes.owner: "web" is not an owner; expected kind/name, such as deployment/web or statefulset/ledger',
  ],
  [
    'a node in a namespace',
    '{ namespace: shop, kind: Node, name: n1 }',
    'target.kubernetes.namespace: a Node lives in no namespace; leave this out',
  ],
  [
    'the container of a deployment',
    '{ namespace: shop, kind: Deployment, name: web, container: app }',
    'target.kubernetes.container: only pods have this, and the target is a Deployment; leave it out, or leave out "kind"',
  ],
  [
    'no label at all',
    '{ namespace: shop, labels: {} }',
    'target.kubernetes: matches every Pod of the namespace; write at least one label, or name what is meant',
  ],
  [
    'a spread over something else',
    '{ namespace: shop, labels: app=web, spread: rack }',
    'target.kubernetes.spread: "rack" is not known here; expected one of node, zone',
  ],
];

describe('a target in a cluster that can never be found', () => {
  it.each(CASES)('is a problem with its place: %s', (_, kubernetes, problem) => {
    const problems = problemsIn({
      'e.yaml': experimentText({ ...target(kubernetes), faults: '[{ name: kill, pod-kill: {} }]' }),
    });
    expect(problems).toContainEqual(expect.stringContaining(problem));
    expect(problems.every((line) => /^e\.yaml:\d+:\d+: /.test(line))).toBe(true);
  });

  it('is one that the fault cannot act on', () => {
    const text = experimentText({
      ...target('{ namespace: shop, kind: Deployment, name: web }'),
      faults: '[{ name: kill, pod-kill: {} }]',
    });
    expect(problemsIn({ 'e.yaml': text })).toEqual([
      'e.yaml:7:24: faults[0].pod-kill: pod-kill cannot act on a Deployment; give the fault a target whose "kind" is Pod',
    ]);
  });

  it('is none of those that are right, also of a custom kind, of a node, and of a random share', () => {
    const right = [
      target(
        '{ namespace: shop, labels: { app: web }, spread: zone, ifEmpty: skip }',
        ', mode: { randomMaxPercent: 50% }',
      ),
      target('{ namespace: shop, owner: deployment/web }', ', mode: { percent: 50% }'),
      target('{ namespace: shop, where: { exec: [test, -f, /leader] }, labels: app=ledger }'),
    ];
    for (const one of right) {
      const text = experimentText({ ...one, faults: '[{ name: kill, pod-kill: {} }]', limits: '{ maxTargets: 3 }' });
      expect(problemsIn({ 'e.yaml': text })).toEqual([]);
    }
  });
});

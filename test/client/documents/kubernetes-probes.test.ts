import { experimentOf, experimentText, problemsIn } from './documents.ts';

const check = (probe: string, more = '') => ({ steadyState: `[{ name: s, ${probe}${more} }]` });
const deployment = 'namespace: shop, kind: Deployment, name: web';

describe('a kubernetes probe in a document', () => {
  it.each<[string, object, string]>([
    [
      'nothing to look for',
      check(`kubernetes: { ${deployment} }`),
      'e.yaml:6:38: steadyState[0].kubernetes: expected exactly one of ready, restarts, field, condition, events',
    ],
    [
      'two things to look for',
      check(`kubernetes: { ${deployment}, ready: all, events: {} }`),
      'e.yaml:6:38: steadyState[0].kubernetes: expected exactly one of ready, restarts, field, condition, events',
    ],
    [
      'neither a name nor labels',
      check('kubernetes: { namespace: shop, ready: all }'),
      'e.yaml:6:38: steadyState[0].kubernetes: expected exactly one of name and labels',
    ],
    [
      'no namespace',
      check('kubernetes: { name: web-0, ready: all }'),
      'e.yaml:6:38: steadyState[0].kubernetes: no namespace is given; expected one, because objects of this kind live in a namespace',
    ],
    [
      'a kind that Kubernetes does not have',
      check('kubernetes: { namespace: shop, kind: Deploymnt, name: web, condition: { type: Available } }'),
      'e.yaml:6:63: steadyState[0].kubernetes.kind: "Deploymnt" is no kind of Kubernetes itself; give its apiVersion',
    ],
    [
      'readiness of what has none',
      check('kubernetes: { namespace: shop, kind: ConfigMap, name: settings, ready: all }'),
      'e.yaml:6:97: steadyState[0].kubernetes.ready: a ConfigMap has no readiness; expected one of Pod, Node, Deployment, StatefulSet, ReplicaSet, DaemonSet, or use field or condition',
    ],
    [
      'restarts of a deployment',
      check(`kubernetes: { ${deployment}, restarts: 0 }`),
      'e.yaml:6:96: steadyState[0].kubernetes.restarts: a Deployment has no containers; choose its pods by labels',
    ],
    [
      'a container of what is not asked for restarts',
      check(`kubernetes: { ${deployment}, container: web, ready: all }`),
      'e.yaml:6:97: steadyState[0].kubernetes.container: is for restarts only; remove it',
    ],
    [
      'a number with a unit',
      check(`kubernetes: { ${deployment}, ready: "> 50%" }`),
      'e.yaml:6:93: steadyState[0].kubernetes.ready: expected a number without a unit, such as "== 0" or ">= 2"',
    ],
    [
      'a number that is none',
      check(`kubernetes: { ${deployment}, ready: some }`),
      'e.yaml:6:93: steadyState[0].kubernetes.ready: "some" is not known here; expected all, or a number without a unit, such as "== 0" or ">= 2"',
    ],
    [
      'a value of a condition',
      check(`kubernetes: { ${deployment}, condition: { type: Available } }`, ', value: "> 3"'),
      'e.yaml:6:120: steadyState[0].value: compares a value, and this kubernetes probe yields none; remove it, or let the probe yield a value',
    ],
    [
      'a program in no pod',
      check('kubernetes-exec: { namespace: shop, command: [cat] }'),
      'e.yaml:6:43: steadyState[0].kubernetes-exec: expected exactly one of name and labels',
    ],
    [
      'a shell line',
      check('kubernetes-exec: { namespace: shop, name: web-0, command: "cat /data" }'),
      'e.yaml:6:84: steadyState[0].kubernetes-exec.command: "cat /data" is a text; expected a command as a list: ["program", "argument", ...]',
    ],
  ])('names %s', (_, over, problem) => {
    expect(problemsIn({ 'e.yaml': experimentText({ ...over }) })).toEqual([problem]);
  });

  it('may be judged by its value, as an SLI and as a check', () => {
    const over = {
      steadyState: '[{ name: c, kubernetes: { kind: Node, labels: { role: worker }, ready: ">= 2" }, value: "<= 9" }]',
      slis: '[{ name: s, kubernetes: { namespace: shop, labels: "app=db", restarts: 0 }, abortIf: { value: "> 0" } }]',
    };
    const { slis } = experimentOf({ 'e.yaml': experimentText(over) });
    expect(slis[0]).toMatchObject({
      kind: 'kubernetes',
      settings: { kind: 'Pod', restarts: { operator: '==', value: 0 } },
    });
  });
});

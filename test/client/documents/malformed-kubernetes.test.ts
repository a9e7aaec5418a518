import { experimentText, problemsIn } from './documents.ts';

const NODE = '{ kubernetes: { kind: Node, name: n1 } }';
const POD = '{ kubernetes: { namespace: shop, name: web-1 } }';
const WEB = '{ kubernetes: { namespace: shop, kind: Deployment, name: web } }';
const CONFIG = '{ kubernetes: { namespace: shop, kind: ConfigMap, name: settings } }';
const SERVICE = '{ kubernetes: { namespace: shop, kind: Service, name: web } }';
const of = (target: string, fault: string) => ({ target, faults: `[{ name: f, ${fault} }]` });
const aimedAt = (kubernetes: string, more = '') =>
  of(`{ kubernetes: { ${kubernetes} }${more} }`, 'rollout-restart: {}');
const guarded = (guardrail: string) => ({ ...of(POD, 'pod-kill: {}'), guardrails: `[{ ${guardrail} }]` });
const kept = (snapshot: string) => ({
  ...of(POD, 'pod-kill: {}'),
  snapshot: `{ csi-volume-snapshot: { ${snapshot} } }`,
});

type Case = readonly [title: string, over: Readonly<Record<string, string>>, problem: string];

const FAULTS: readonly Case[] = [
  [
    'a number of replicas below zero',
    of(WEB, 'scale: { replicas: -1 }'),
    'e.yaml:7:40: faults[0].scale.replicas: -1 is too small; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
  ],
  [
    'replicas as a word',
    of(WEB, 'scale: { replicas: none }'),
    'e.yaml:7:40: faults[0].scale.replicas: "none" is not allowed; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
  ],
  [
    'a share of replicas without its sign',
    of(WEB, 'scale: { replicas: "50" }'),
    'e.yaml:7:40: faults[0].scale.replicas: "50" is not allowed; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
  ],
  [
    'no replicas',
    of(WEB, 'scale: {}'),
    'e.yaml:7:21: faults[0].scale.replicas: missing; expected a number of replicas such as 0 or 3, or a percentage of those before such as 50%',
  ],
  [
    'the scale of a ConfigMap',
    of(CONFIG, 'scale: { replicas: 1 }'),
    'e.yaml:7:21: faults[0].scale: scale cannot act on a ConfigMap; give the fault a target whose "kind" is Deployment or StatefulSet or ReplicaSet',
  ],
  [
    'the restart of a Service',
    of(SERVICE, 'rollout-restart: {}'),
    'e.yaml:7:21: faults[0].rollout-restart: rollout-restart cannot act on a Service; give the fault a target whose "kind" is Deployment or StatefulSet or DaemonSet',
  ],
  [
    'the selector of a Deployment',
    of(WEB, 'service-selector: {}'),
    'e.yaml:7:21: faults[0].service-selector: service-selector cannot act on a Deployment; give the fault a target whose "kind" is Service',
  ],
  [
    'a cordoned pod',
    of(POD, 'cordon: {}'),
    'e.yaml:7:21: faults[0].cordon: cordon cannot act on a Pod; give the fault a target whose "kind" is Node',
  ],
  [
    'a setting of what has none',
    of(NODE, 'cordon: { for: 5m }'),
    'e.yaml:7:31: faults[0].cordon.for: unknown key; nothing may stand here',
  ],
  [
    'a drained deployment',
    of(WEB, 'drain: {}'),
    'e.yaml:7:21: faults[0].drain: drain cannot act on a Deployment; give the fault a target whose "kind" is Node',
  ],
  [
    'a loss that nobody knows',
    of(NODE, 'drain: { allow: [everything] }'),
    'e.yaml:7:38: faults[0].drain.allow[0]: "everything" is not known here; expected one of pods-without-controller, empty-dir-data',
  ],
  [
    'patience without a unit',
    of(NODE, 'drain: { blockedFor: 20 }'),
    'e.yaml:7:42: faults[0].drain.blockedFor: 20 is a number; expected a duration such as 250ms, 30s, 5m or 1h',
  ],
  [
    'an empty selector of pods',
    of(NODE, 'drain: { pods: "" }'),
    'e.yaml:7:30: faults[0].drain.pods: the text is empty; expected a label selector such as "app=web,tier in (a,b)"',
  ],
  [
    'a taint without an effect',
    of(NODE, 'taint: { key: a }'),
    'e.yaml:7:21: faults[0].taint.effect: missing; expected one of NoSchedule, PreferNoSchedule, NoExecute',
  ],
  [
    'a misspelt effect',
    of(NODE, 'taint: { key: a, effect: NoExecut }'),
    'e.yaml:7:46: faults[0].taint.effect: "NoExecut" is not known here; did you mean "NoExecute"? expected one of NoSchedule, PreferNoSchedule, NoExecute',
  ],
  [
    'a policy that allows everybody',
    of(WEB, 'network-policy: { allow: [{}] }'),
    'e.yaml:7:47: faults[0].network-policy.allow[0]: this would allow everybody; expected at least one of pods, namespaces, cidr, ports',
  ],
  [
    'addresses and pods at once',
    of(WEB, 'network-policy: { allow: [{ cidr: 10.0.0.0/8, pods: { app: db } }] }'),
    'e.yaml:7:47: faults[0].network-policy.allow[0]: cidr stands alone; expected it without pods and namespaces',
  ],
  [
    'an address instead of a range',
    of(WEB, 'network-policy: { allow: [{ cidr: 10.0.0.1 }] }'),
    'e.yaml:7:55: faults[0].network-policy.allow[0].cidr: "10.0.0.1" is not allowed; expected a range of addresses such as 10.0.0.0/8',
  ],
  [
    'a port that cannot be',
    of(WEB, 'network-policy: { allow: [{ ports: [{ port: 65536 }] }] }'),
    'e.yaml:7:65: faults[0].network-policy.allow[0].ports[0].port: 65536 is too big; expected a whole number from 1 to 65535',
  ],
  [
    'a protocol in small letters',
    of(WEB, 'network-policy: { allow: [{ ports: [{ port: 53, protocol: udp }] }] }'),
    'e.yaml:7:79: faults[0].network-policy.allow[0].ports[0].protocol: "udp" is not known here; did you mean "UDP"? expected one of TCP, UDP, SCTP',
  ],
  [
    'a shell line as a probe',
    of(WEB, 'network-policy: { probe: { exec: "nc -z web 80" } }'),
    'e.yaml:7:54: faults[0].network-policy.probe.exec: "nc -z web 80" is a text; expected a command as a list: ["program", "argument", ...]',
  ],
  [
    'a change of nothing',
    of(CONFIG, 'config-change: {}'),
    'e.yaml:7:36: faults[0].config-change: nothing would change; expected "set", "remove" or both',
  ],
  [
    'a key that is set and removed',
    of(CONFIG, 'config-change: { set: { a: b }, remove: [a] }'),
    'e.yaml:7:36: faults[0].config-change: a key is both in "set" and in "remove"; expected it in one of them',
  ],
  [
    'a value that is no text',
    of(CONFIG, 'config-change: { set: { workers: 3 } }'),
    'e.yaml:7:54: faults[0].config-change.set.workers: 3 is a number; expected a text (write it in quotes if you mean "3")',
  ],
  [
    'a grace period below zero',
    of(POD, 'pod-kill: { gracePeriod: -1s }'),
    'e.yaml:7:46: faults[0].pod-kill.gracePeriod: "-1s" is not a duration; expected a duration such as 250ms, 30s, 5m or 1h',
  ],
  [
    'half a pod',
    of(POD, 'pod-kill: { minRunning: 0.5 }'),
    'e.yaml:7:45: faults[0].pod-kill.minRunning: 0.5 is not a whole number; expected a whole number of at least 0',
  ],
  [
    'a repetition without an end',
    of(POD, 'pod-kill: { repeat: { every: 30s } }'),
    'e.yaml:7:33: faults[0].pod-kill.repeat.for: missing; expected a duration such as 250ms, 30s, 5m or 1h',
  ],
  [
    'a way into a container that does not exist',
    of(POD, 'container-kill: { via: ssh }'),
    'e.yaml:7:44: faults[0].container-kill.via: "ssh" is not known here; expected one of exec, node',
  ],
  [
    'no process in a container',
    of(POD, 'container-process-kill: {}'),
    'e.yaml:7:45: faults[0].container-process-kill: expected at least one of name, commandLine',
  ],
  [
    'a signal that stops instead of ending',
    of(POD, 'container-process-kill: { name: node, signal: SIGSTOP }'),
    'e.yaml:7:67: faults[0].container-process-kill.signal: "SIGSTOP" is not known here; expected one of SIGKILL, SIGTERM, SIGINT, SIGQUIT, SIGABRT, SIGHUP',
  ],
  [
    'neither delay nor abort',
    of(SERVICE, 'istio-http-fault: {}'),
    'e.yaml:7:39: faults[0].istio-http-fault: expected delay, abort, or both',
  ],
  [
    'a status that is none',
    of(SERVICE, 'istio-http-fault: { abort: { status: 42 } }'),
    'e.yaml:7:58: faults[0].istio-http-fault.abort.status: 42 is too small; expected a whole number from 200 to 599',
  ],
  [
    'more than all requests',
    of(SERVICE, 'istio-http-fault: { delay: { for: 1s, percentage: 120% } }'),
    'e.yaml:7:71: faults[0].istio-http-fault.delay.percentage: "120%" is not a percentage; expected 1% to 100%',
  ],
  [
    'a fault of processes on a pod',
    of(POD, 'process-kill: {}'),
    'e.yaml:7:21: faults[0].process-kill: process-kill cannot act on a target of the kind kubernetes; give the fault a target of the kind process',
  ],
];

const TARGETS: readonly Case[] = [
  [
    'a misspelt selector',
    aimedAt('namespace: shop, kind: Deployment, lables: { app: web }'),
    'e.yaml:5:60: target.kubernetes.lables: unknown key; did you mean "labels"? known here: namespace, kind, apiVersion, name, labels, fields, node, owner, annotations, container, where, spread, optedIn, ifEmpty',
  ],
  [
    'a label that is no text',
    aimedAt('namespace: shop, kind: Deployment, labels: { version: 2 }'),
    'e.yaml:5:79: target.kubernetes.labels.version: 2 is a number; expected a text (write it in quotes if you mean "2")',
  ],
  [
    'two namespaces',
    aimedAt('namespace: [shop, bank], kind: Deployment, name: web'),
    'e.yaml:5:36: target.kubernetes.namespace: a list is here; expected a text',
  ],
  [
    'an empty namespace',
    aimedAt('namespace: "", kind: Deployment, name: web'),
    'e.yaml:5:25: target.kubernetes.namespace: the text is empty; expected a text',
  ],
  [
    'a word for nothing found',
    aimedAt('namespace: shop, kind: Deployment, name: web, ifEmpty: ignore'),
    'e.yaml:5:80: target.kubernetes.ifEmpty: "ignore" is not known here; expected one of fail, skip',
  ],
  [
    'a share above all',
    aimedAt('namespace: shop, kind: Deployment, labels: app=web', ', mode: { percent: 101% }'),
    'e.yaml:5:96: target.mode.percent: "101%" is not a percentage; expected 1% to 100%',
  ],
  [
    'both a cluster and a process',
    of('{ kubernetes: { namespace: shop, name: w }, process: { port: 1 } }', 'pod-kill: {}'),
    'e.yaml:5:23: target.kubernetes: process is already given; expected exactly one target (process, application, resource, kubernetes)',
  ],
];

const GUARDRAILS: readonly Case[] = [
  [
    'a budget below zero',
    guarded('disruption-budget: { maxUnavailable: -1 }'),
    'e.yaml:8:53: guardrails[0].disruption-budget.maxUnavailable: -1 is too small; expected a number of pods such as 1, or a percentage of the replicas such as 25%',
  ],
  [
    'a budget above all',
    guarded('disruption-budget: { maxUnavailable: 101% }'),
    'e.yaml:8:53: guardrails[0].disruption-budget.maxUnavailable: "101%" is not allowed; expected a number of pods such as 1, or a percentage of the replicas such as 25%',
  ],
  [
    'a word for no budget',
    guarded('disruption-budget: { withoutBudget: fail }'),
    'e.yaml:8:52: guardrails[0].disruption-budget.withoutBudget: "fail" is not known here; expected one of ignore, warn, refuse',
  ],
  [
    'no experiment at once',
    guarded('concurrency: { perNamespace: 0 }'),
    'e.yaml:8:45: guardrails[0].concurrency.perNamespace: 0 is too small; expected a whole number of at least 1',
  ],
  [
    'no replica that stays',
    guarded('minimum-replicas: { ready: 0 }'),
    'e.yaml:8:43: guardrails[0].minimum-replicas.ready: 0 is too small; expected a whole number of at least 1',
  ],
  [
    'a namespace that is no list',
    guarded('excluded-namespaces: { also: bank }'),
    'e.yaml:8:45: guardrails[0].excluded-namespaces.also: "bank" is a text; expected a list',
  ],
  [
    'a setting of the memory limit',
    guarded('memory-limit: { atLeast: 1Gi }'),
    'e.yaml:8:32: guardrails[0].memory-limit.atLeast: unknown key; nothing may stand here',
  ],
];

const SNAPSHOTS: readonly Case[] = [
  [
    'no claims',
    kept('namespace: shop'),
    'e.yaml:8:34: snapshot.csi-volume-snapshot: expected exactly one of statefulSet and labels',
  ],
  [
    'claims in two ways',
    kept('namespace: shop, statefulSet: db, labels: { app: db }'),
    'e.yaml:8:34: snapshot.csi-volume-snapshot: expected exactly one of statefulSet and labels',
  ],
  [
    'no namespace',
    kept('statefulSet: db'),
    'e.yaml:8:13: snapshot.csi-volume-snapshot.namespace: missing; expected a text',
  ],
  [
    'no snapshot that is kept',
    kept('namespace: shop, statefulSet: db, keep: 0'),
    'e.yaml:8:76: snapshot.csi-volume-snapshot.keep: 0 is too small; expected a whole number of at least 1',
  ],
];

describe.each([
  ['fault', FAULTS],
  ['target', TARGETS],
  ['guardrail', GUARDRAILS],
  ['snapshot', SNAPSHOTS],
])('a malformed or impossible %s in Kubernetes', (_kind, cases) => {
  it.each(cases)('is refused with its place: %s', (_title, over, problem) => {
    expect(problemsIn({ 'e.yaml': experimentText(over) })).toEqual([problem]);
  });
});

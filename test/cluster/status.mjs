// status.mjs PROMETHEUS LOG-FOLDER: prints a line for each part of the cluster; ends with 1 when one of them is not well.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const [prometheus, logs] = process.argv.slice(2);
const isOurs = process.env.GAMEDAY_CLUSTER_OWNER === 'ours';
const rows = [];

try {
  await look();
} catch (error) {
  rows.push(['API server', `does not answer: ${lastLine(error)}`, 'npm run cluster:up starts what is missing']);
}
const width = Math.max(...rows.map(([title]) => title.length));
for (const [title, text, remedy] of rows) {
  console.log(`${remedy === undefined ? ' ' : '!'} ${title.padEnd(width)}  ${text}${remedy ? `; ${remedy}` : ''}`);
}
const bad = rows.filter(([, , remedy]) => remedy !== undefined).length;
console.log(bad === 0 ? '\nAll is well.' : `\nNot well: ${bad}${isOurs ? `. Logs of the machines: ${logs}` : ''}`);
process.exitCode = bad === 0 ? 0 : 1;

async function look() {
  const { gitVersion } = await kubectl('get', '--raw', '/version');
  const { clusters } = await kubectl('config', 'view', '--minify', '-o', 'json');
  rows.push([
    'Kubernetes',
    `${gitVersion} at ${clusters[0].cluster.server}${isOurs ? '' : ' (GAMEDAY_TEST_KUBECONFIG)'}`,
  ]);
  rows.push(['KUBECONFIG', `${process.env.KUBECONFIG}${isOurs ? ' (kubectl is beside it)' : ''}`]);
  const [nodes, workloads, services, kinds, drivers, pods] = await Promise.all([
    get('nodes'),
    get('deployments,daemonsets', '-A'),
    get('services', '-n', 'kube-system'),
    get('customresourcedefinitions'),
    get('csinodes'),
    get('pods', '-A'),
  ]);
  for (const node of nodes) lookAtNode(node);
  const workload = (name) => workloads.find(({ metadata }) => metadata.name === name);
  const dns = services.find(({ metadata }) => metadata.name === 'kube-dns')?.spec.clusterIP;
  row('DNS', isOurs ? rollout(workload('coredns')) : undefined, `CoreDNS at ${dns ?? 'no address'}`);
  const own = kinds.map(({ metadata }) => metadata.name);
  const chaos = rollout(workload('chaos-controller-manager')) ?? rollout(workload('chaos-daemon'));
  row(
    'Chaos Mesh',
    chaos,
    `${count(own, '.chaos-mesh.org')} kinds, daemon on ${workload('chaos-daemon')?.status.numberReady} nodes`,
  );
  lookAtSnapshots(own, drivers, nodes);
  row(
    'Istio',
    count(own, '.istio.io') > 0 ? undefined : 'not installed',
    `${count(own, '.istio.io')} kinds, as data: no mesh`,
  );
  row(
    'Litmus',
    count(own, '.litmuschaos.io') > 0 ? undefined : 'not installed',
    `${count(own, '.litmuschaos.io')} kinds, as data: no operator`,
  );
  if (isOurs) await lookAtPrometheus();
  const troubled = pods.filter(isTroubled).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  rows.push([
    'pods',
    `${pods.length}${troubled.length === 0 ? '' : `; not ready: ${troubled.slice(0, 5).join(', ')}`}`,
  ]);
}

function lookAtNode({ metadata, spec, status }) {
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  const text = `${status.nodeInfo.containerRuntimeVersion}, ${status.images?.length ?? 0} images`;
  const number = /n(\d+)$/.exec(metadata.name)?.[1];
  const remedy = isOurs ? `test/cluster/node on ${number}` : (ready?.message ?? '');
  if (ready?.status !== 'True') rows.push([metadata.name, 'NotReady', remedy]);
  else if (spec.unschedulable)
    rows.push([metadata.name, `Ready, cordoned; ${text}`, `kubectl uncordon ${metadata.name}`]);
  else rows.push([metadata.name, `Ready, ${text}`]);
}

function lookAtSnapshots(own, drivers, nodes) {
  const withDriver = drivers.filter(({ spec }) => spec.drivers?.some(({ name }) => name === 'double.gameday.dev'));
  const missing = own.includes('volumesnapshots.snapshot.storage.k8s.io') ? undefined : 'no VolumeSnapshots';
  const uneven =
    isOurs && withDriver.length < nodes.length
      ? `the CSI double runs on ${withDriver.length} of ${nodes.length} nodes`
      : undefined;
  row(
    'volumes',
    missing ?? uneven,
    isOurs ? 'StorageClass and VolumeSnapshotClass gameday-double (a CSI double)' : 'VolumeSnapshots are known',
  );
}

async function lookAtPrometheus() {
  try {
    const answer = await fetch(`${prometheus}/api/v1/targets?state=active`, { signal: AbortSignal.timeout(3_000) });
    const { activeTargets } = (await answer.json()).data;
    const up = activeTargets.filter(({ health }) => health === 'up').length;
    rows.push(['Prometheus', `${prometheus}, ${up} of ${activeTargets.length} targets up`]);
  } catch (error) {
    rows.push([
      'Prometheus',
      `${prometheus} does not answer: ${error.cause?.code ?? error.message}`,
      'test/cluster/prometheus/up',
    ]);
  }
}

function row(title, problem, text) {
  if (problem === undefined) rows.push([title, text]);
  else rows.push([title, problem, isOurs ? 'npm run cluster:up' : 'tests that need it will fail']);
}

/** Undefined: all that is wanted is ready. */
function rollout(workload) {
  if (workload === undefined) return 'not installed';
  const { spec, status, metadata } = workload;
  const wanted = spec.replicas ?? status.desiredNumberScheduled;
  const ready = status.readyReplicas ?? status.numberReady ?? 0;
  return ready === wanted ? undefined : `${metadata.namespace}/${metadata.name} has ${ready} of ${wanted} ready`;
}

function isTroubled({ status, metadata }) {
  const isReady = status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  return !isReady && status.phase !== 'Succeeded' && metadata.deletionTimestamp === undefined;
}

function count(names, suffix) {
  return names.filter((name) => name.endsWith(suffix)).length;
}

async function get(...query) {
  return (await kubectl('get', ...query, '-o', 'json')).items;
}

async function kubectl(...words) {
  const options = { maxBuffer: 256 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)('kubectl', ['--request-timeout=10s', ...words], options);
  return JSON.parse(stdout);
}

function lastLine(error) {
  return (error.stderr || error.message).trim().split('\n').at(-1);
}

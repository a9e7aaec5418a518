// targets.mjs PORT API-SERVER TOKEN-FILE: tells Prometheus (http_sd) which pods and nodes there are, with the labels that
// its own discovery of Kubernetes would give them.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, apiServer, tokenFile] = process.argv.slice(2);
const authorization = `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`;

createServer((request, response) => {
  const targets = { '/pods': podTargets, '/nodes': nodeTargets }[request.url];
  const answer = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (targets === undefined) answer(404, { error: 'there are /pods and /nodes' });
  // An error, not an empty list: Prometheus then keeps the targets that it has.
  else
    targets().then(
      (found) => answer(200, found),
      (error) => answer(502, { error: String(error) }),
    );
}).listen(Number(port), '127.0.0.1');

async function podTargets() {
  const pods = await list('pods');
  return pods
    .filter(({ status }) => status.podIP && (status.phase === 'Running' || status.phase === 'Pending'))
    .map(podTarget);
}

function podTarget({ metadata, spec, status }) {
  return {
    targets: [status.podIP],
    labels: {
      __meta_kubernetes_namespace: metadata.namespace,
      __meta_kubernetes_pod_name: metadata.name,
      __meta_kubernetes_pod_ip: status.podIP,
      __meta_kubernetes_pod_node_name: spec.nodeName ?? '',
      ...named('__meta_kubernetes_pod_label_', metadata.labels),
      ...named('__meta_kubernetes_pod_annotation_', metadata.annotations),
    },
  };
}

async function nodeTargets() {
  const nodes = await list('nodes');
  return nodes.map(({ metadata, status }) => ({
    targets: [`${status.addresses.find(({ type }) => type === 'InternalIP').address}:10250`],
    labels: { __meta_kubernetes_node_name: metadata.name },
  }));
}

async function list(kind) {
  const answer = await fetch(`${apiServer}/api/v1/${kind}`, {
    headers: { authorization },
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok) throw new Error(`the API server answered ${answer.status}`);
  return (await answer.json()).items;
}

function named(prefix, values = {}) {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [prefix + key.replaceAll(/[^a-zA-Z0-9_]/g, '_'), value]),
  );
}

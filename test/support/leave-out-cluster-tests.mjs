import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const remedy = 'npm run cluster:up brings one up; GAMEDAY_TEST_KUBECONFIG names one of your own';

/**
 * The patterns of test files that jest leaves out: tests on a cluster when there is none, with one line that says so.
 * GAMEDAY_TEST_CLUSTER=required makes that an error.
 */
export async function leaveOutClusterTests(testFolder) {
  const why = await whyThereIsNone();
  if (why === undefined) return [];
  const files = readdirSync(testFolder, { recursive: true }).filter((file) => file.endsWith('.cluster.test.ts'));
  if (process.env.GAMEDAY_TEST_CLUSTER === 'required') {
    throw new Error(`GAMEDAY_TEST_CLUSTER=required, but ${why}: ${files.length} test files cannot run. ${remedy}`);
  }
  // Jest reads its configuration more than once.
  if (!process.env.GAMEDAY_CLUSTER_TESTS_LEFT_OUT) {
    process.env.GAMEDAY_CLUSTER_TESTS_LEFT_OUT = String(files.length);
    process.stderr.write(`Left out ${files.length} test files that need a Kubernetes cluster: ${why}. ${remedy}\n`);
  }
  return ['\\.cluster\\.test\\.ts$'];
}

async function whyThereIsNone() {
  const named = process.env.GAMEDAY_TEST_KUBECONFIG;
  const cache = process.env.GAMEDAY_CACHE ?? join(homedir(), '.cache/gameday');
  const file = named || join(process.env.GAMEDAY_CLUSTER_DIR ?? join(cache, 'cluster'), 'kubeconfig');
  if (!existsSync(file)) return named ? `there is no ${named}` : 'none is up';
  const address = /server: *"?(https?:\/\/[^\s",}]+)/.exec(readFileSync(file, 'utf8'))?.[1];
  if (address === undefined) return `${file} names no server`;
  return (await answers(new URL(address))) ? undefined : `${address} does not answer`;
}

function answers({ hostname, port, protocol }) {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      timeout: 3_000,
    });
    const end = (isThere) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

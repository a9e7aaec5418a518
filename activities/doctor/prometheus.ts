import { fine, wrong } from '../../experiments/definition/doctor.ts';
import { isMapping } from '../kubernetes/json.ts';
import type { DoctorCheck } from './cluster-check.ts';

const WITHIN_MS = 5_000;

export const prometheus: DoctorCheck = async ({ prometheus: url, ports: { http }, signal }) => {
  if (url === undefined) return [];
  const check = `Prometheus at ${url}`;
  const base = url.replace(/\/+$/, '');
  const ask = async (path: string) => {
    const answer = await http.request({ method: 'GET', url: `${base}/api/v1/${path}`, timeoutMs: WITHIN_MS, signal });
    return answer.outcome === 'answered' ? { ...answer, data: dataOf(answer.text) } : answer;
  };
  const answer = await ask('query?query=vector(1)');
  if (answer.outcome !== 'answered') {
    const next = 'Correct the address; a worker in the cluster may need another one than you here.';
    return [{ ...wrong(check, answer.reason, next), isUnreachable: true }];
  }
  if (answer.data === undefined) {
    return [
      wrong(
        check,
        `it answers ${answer.status}, and not like Prometheus`,
        'Correct the address, with its path prefix.',
      ),
    ];
  }
  const build = await ask('status/buildinfo');
  const version = build.outcome === 'answered' ? build.data?.['version'] : undefined;
  return [fine(check, `it answers queries${typeof version === 'string' ? `; version ${version}` : ''}`)];
};

function dataOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isMapping(body) && body['status'] === 'success' && isMapping(body['data']) ? body['data'] : undefined;
  } catch {
    return undefined;
  }
}

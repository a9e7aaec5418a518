import type { PrometheusProbe } from '../../../experiments/definition/probes/prometheus.ts';
import { parseJson } from '../parse-json.ts';
import type { ProbeCall } from '../probe.ts';

type Asked = { readonly data: unknown; readonly latencyMs: number } | { readonly problem: string };

/**
 * By GET, because whoever guards a Prometheus server often lets readers do nothing else. An answer with warnings is a part
 * of the data (a store that could not be reached), so it is no answer.
 */
export async function askPrometheus(
  what: 'query' | 'rules',
  parameters: Readonly<Record<string, string>>,
  { settings, timeoutMs, signal, ports }: ProbeCall<PrometheusProbe>,
): Promise<Asked> {
  const { url: base, headers } = settings;
  const url = `${base.replace(/\/+$/, '')}/api/v1/${what}?${new URLSearchParams(parameters).toString()}`;
  const answer = await ports.http.request({ method: 'GET', url, headers, timeoutMs, signal });
  if (answer.outcome !== 'answered') return { problem: `Prometheus could not be asked: ${answer.reason}` };
  const { status, text, latencyMs } = answer;
  const body = parseJson(text);
  if (!body.isJson || !isEnvelope(body.value)) {
    return { problem: `status ${status}, and not an answer of Prometheus: ${text}` };
  }
  const { status: outcome, data, error, warnings = [] } = body.value;
  if (outcome !== 'success') return { problem: `Prometheus answered ${status}: ${error ?? text}` };
  const serious = warnings.filter((warning) => !warning.startsWith('PromQL info:'));
  if (serious.length > 0) return { problem: `not the whole answer: ${serious.join('; ')}` };
  return { data, latencyMs };
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
interface Envelope {
  readonly status: 'success' | 'error';
  readonly data?: unknown;
  readonly error?: string;
  readonly warnings?: readonly string[];
}

function isEnvelope(body: unknown): body is Envelope {
  return typeof body === 'object' && body !== null && 'status' in body && typeof body.status === 'string';
}

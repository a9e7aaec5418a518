import { findInJson } from './json-path.ts';
import { judgeAnswer } from './judge-answer.ts';
import { parseJson } from './parse-json.ts';
import type { PointProbe, Sample } from './probe.ts';
import { readNumber } from './read-number.ts';

export const http: PointProbe<'http'> = {
  kind: 'http',
  async measure({ settings, expect, timeoutMs, signal, ports }) {
    const { get: url, method, headers, body, value: path } = settings;
    const answer = await ports.http.request({ method, url, headers, body, timeoutMs, signal });
    const judged = judgeAnswer(answer, expect, (text) => ports.secrets.hide(text));
    if (answer.outcome !== 'answered') return { ...judged, latencyMs: null, value: null };
    const sample: Sample = { ...judged, latencyMs: answer.latencyMs, value: null };
    return path === undefined ? sample : withValue(sample, answer.text, path);
  },
};

/** What is bad stays bad; a good answer without the number that was asked for measured nothing. */
function withValue(sample: Sample, text: string, path: string): Sample {
  const { value, problem } = numberAt(text, path);
  if (value === null && sample.result === 'good') return { ...sample, result: 'unknown', detail: problem };
  if (value === null || sample.result !== 'good') return { ...sample, value };
  return { ...sample, value, detail: `${path} is ${value}; ${sample.detail}` };
}

function numberAt(text: string, path: string): { readonly value: number | null; readonly problem: string } {
  const body = parseJson(text);
  if (!body.isJson) return { value: null, problem: `no value: the body is not JSON: ${text}` };
  const found = findInJson(body.value, path);
  if (found.length !== 1)
    return { value: null, problem: `no value: ${path} finds ${found.length} values, expected one` };
  return {
    value: readNumber(found[0]),
    problem: `no value: ${path} is ${JSON.stringify(found[0])}, expected a number`,
  };
}

import { satisfies } from '../../experiments/definition/compare.ts';
import type { HttpExpectation } from '../../experiments/definition/http-request.ts';
import type { HttpAnswer } from '../ports.ts';
import { excerpt } from './excerpt.ts';
import { findInJson } from './json-path.ts';
import { meets } from './meets.ts';
import { parseJson } from './parse-json.ts';

export interface Judgement {
  readonly result: 'good' | 'bad' | 'unknown';
  /** What was seen and, when it is not good, what was expected; one short line. */
  readonly detail: string;
}

type Answered = Extract<HttpAnswer, { outcome: 'answered' }>;

/**
 * Judges one answer. A service that refuses or loses a request is not available, and that is a measurement: `bad`.
 * `unknown` is left for an expectation that cannot be evaluated. Without an expected status 200 to 399 is good, also when
 * other things are expected: a fast error page is not a success. `hide` takes secrets out before the text is cut: half a
 * secret would not be recognised any more.
 */
export function judgeAnswer(
  answer: HttpAnswer,
  expect: HttpExpectation | undefined,
  hide: (text: string) => string = (text) => text,
): Judgement {
  if (answer.outcome !== 'answered') {
    const what = answer.outcome === 'refused' ? 'not reachable' : 'no answer';
    return { result: 'bad', detail: excerpt(hide(`${what}: ${answer.reason}`)) };
  }
  const problem = firstProblem(answer, expect ?? {});
  if (problem) return { result: problem.result, detail: excerpt(hide(problem.detail)) };
  return { result: 'good', detail: `${answer.status} in ${Math.round(answer.latencyMs)} ms` };
}

function firstProblem(answer: Answered, expect: HttpExpectation): Judgement | undefined {
  return (
    wrongStatus(answer, expect.status) ??
    missingText(answer, expect.body) ??
    wrongJson(answer, expect.json) ??
    wrongLatency(answer, expect.latency)
  );
}

function wrongStatus({ status }: Answered, expected: HttpExpectation['status']): Judgement | undefined {
  if (expected === undefined) {
    return status >= 200 && status <= 399 ? undefined : bad(`status ${status}, expected 200 to 399`);
  }
  const allowed = typeof expected === 'number' ? [expected] : expected;
  return allowed.includes(status) ? undefined : bad(`status ${status}, expected ${allowed.join(' or ')}`);
}

function missingText({ text }: Answered, expected: string | undefined): Judgement | undefined {
  if (expected === undefined || text.includes(expected)) return undefined;
  return bad(`the body does not contain ${JSON.stringify(expected)}: ${text}`);
}

function wrongJson({ text }: Answered, expected: HttpExpectation['json']): Judgement | undefined {
  if (expected === undefined) return undefined;
  const body = parseJson(text);
  if (!body.isJson) return bad(`the body is not JSON: ${text}`);
  for (const [path, wanted] of Object.entries(expected)) {
    const problem = wrongAt(body.value, path, wanted);
    if (problem) return problem;
  }
  return undefined;
}

function wrongAt(json: unknown, path: string, wanted: string | number | boolean | null): Judgement | undefined {
  let found: readonly unknown[];
  try {
    found = findInJson(json, path);
  } catch (error) {
    return { result: 'unknown', detail: `the JSON path ${path} cannot be evaluated: ${String(error)}` };
  }
  if (found.length === 0) return bad(`${path} finds nothing, expected ${JSON.stringify(wanted)}`);
  const wrong = found.find((value) => !meets(value, wanted));
  return wrong === undefined
    ? undefined
    : bad(`${path} is ${JSON.stringify(wrong)}, expected ${JSON.stringify(wanted)}`);
}

function wrongLatency({ latencyMs }: Answered, expected: HttpExpectation['latency']): Judgement | undefined {
  if (expected === undefined || satisfies(latencyMs, expected)) return undefined;
  return bad(`answered after ${Math.round(latencyMs)} ms, expected ${expected.text}`);
}

function bad(detail: string): Judgement {
  return { result: 'bad', detail };
}

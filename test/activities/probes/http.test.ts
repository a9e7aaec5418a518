import { measurePoint } from '../../../activities/probes/index.ts';
import { httpExpectation } from '../../../experiments/definition/http-request.ts';
import { http as settingsOf } from '../../../experiments/definition/probes/http.ts';
import { answered, fakeHttp, lost, refused } from '../../support/fake-http.ts';
import type { HttpAnswer } from '../../../activities/ports.ts';
import { probePorts } from './probe-ports.ts';

function measure(answer: HttpAnswer, settings: object = {}, expect?: object) {
  const http = fakeHttp(() => answer);
  const spec = {
    kind: 'http' as const,
    settings: settingsOf.parse({ get: 'http://127.0.0.1/load', ...settings }),
    expect: expect && httpExpectation.parse(expect),
  };
  const options = { timeoutMs: 50, signal: new AbortController().signal, ports: probePorts({ http }) };
  return { sample: measurePoint(spec, options), requests: http.requests };
}

describe('the http probe', () => {
  it('sends what the settings say and measures the whole request', async () => {
    const { sample, requests } = measure(answered(200, '', 12.4), {
      method: 'PUT',
      headers: { 'x-a': 'b' },
      body: { c: 1 },
    });
    expect(await sample).toEqual({ result: 'good', latencyMs: 12.4, value: null, detail: '200 in 12 ms' });
    expect(requests).toMatchObject([
      { method: 'PUT', url: 'http://127.0.0.1/load', headers: { 'x-a': 'b' }, body: { c: 1 }, timeoutMs: 50 },
    ]);
  });

  it.each([refused, lost])('has no latency for a request that was not answered', async (answer) => {
    expect(await measure(answer).sample).toMatchObject({ result: 'bad', latencyMs: null, value: null });
  });

  it.each([
    ['a number', { load: 0.5 }, 0.5],
    ['a number as text, as Prometheus writes it', { load: '0.25' }, 0.25],
  ])('reads %s as the value', async (_, body, value) => {
    expect(await measure(answered(200, body), { value: '$.load' }).sample).toMatchObject({ result: 'good', value });
  });

  it.each([
    ['nothing is there', {}, 'no value: $.load finds 0 values, expected one'],
    ['it is no number', { load: 'NaN' }, 'no value: $.load is "NaN", expected a number'],
    ['it is an empty text', { load: '' }, 'no value: $.load is "", expected a number'],
    ['the body is not JSON', '<html>', 'no value: the body is not JSON: <html>'],
  ])('has measured nothing when the value is asked for and %s', async (_, body, detail) => {
    const { sample } = measure(answered(200, body), { value: '$.load' });
    expect(await sample).toMatchObject({ result: 'unknown', value: null, detail });
  });

  it('does not guess which of several values is meant', async () => {
    const { sample } = measure(answered(200, [{ load: 1 }, { load: 2 }]), { value: '$[*].load' });
    expect(await sample).toMatchObject({
      result: 'unknown',
      detail: 'no value: $[*].load finds 2 values, expected one',
    });
  });

  it('keeps the value of a bad answer', async () => {
    const { sample } = measure(answered(500, { load: 9 }), { value: '$.load' });
    expect(await sample).toMatchObject({ result: 'bad', value: 9, detail: 'status 500, expected 200 to 399' });
  });

  it('judges by the expectation', async () => {
    expect(await measure(answered(404), {}, { status: 404 }).sample).toMatchObject({ result: 'good' });
  });
});

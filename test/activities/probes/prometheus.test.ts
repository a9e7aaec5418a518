import type { HttpAnswer } from '../../../activities/ports.ts';
import { measurePoint } from '../../../activities/probes/index.ts';
import { prometheus as settingsOf } from '../../../experiments/definition/probes/prometheus.ts';
import { answered, fakeHttp, lost, refused } from '../../support/fake-http.ts';
import { probePorts } from './probe-ports.ts';

function measure(answer: HttpAnswer, settings: object) {
  const http = fakeHttp(() => answer);
  const spec = { kind: 'prometheus' as const, settings: settingsOf.parse({ url: 'http://prom/base/', ...settings }) };
  const options = { timeoutMs: 50, signal: new AbortController().signal, ports: probePorts({ http }) };
  return { sample: measurePoint(spec, options), requests: http.requests };
}

const queryAnswer = (resultType: string, result: unknown, more: object = {}) =>
  answered(200, { status: 'success', data: { resultType, result }, ...more }, 7);
const vector = (...values: readonly string[]) =>
  queryAnswer(
    'vector',
    values.map((value) => ({ metric: {}, value: [1, value] })),
  );
const rulesAnswer = (...rules: readonly object[]) =>
  answered(200, { status: 'success', data: { groups: [{ name: 'g', rules }] } });
const rule = (over: object = {}) => ({ name: 'Down', state: 'inactive', health: 'ok', alerts: [], ...over });

describe('the prometheus probe, by a query', () => {
  it('asks by GET below the path prefix, with its timeout and headers', async () => {
    const { sample, requests } = measure(vector('0.25'), { query: 'a + b', headers: { 'x-scope': 'shop' } });
    expect(await sample).toEqual({ result: 'good', latencyMs: 7, value: 0.25, detail: 'the value is 0.25' });
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: 'http://prom/base/api/v1/query?query=a+%2B+b&timeout=50ms',
        headers: { 'x-scope': 'shop' },
      },
    ]);
  });

  it('lets the server reduce a range, also when the query ends with a comment', async () => {
    const { sample, requests } = measure(vector('3'), { query: 'q # why', range: { for: '5m', reduce: 'min' } });
    await sample;
    const asked = new URL(requests[0]!.url).searchParams.get('query');
    expect(asked).toBe('min_over_time((\nq # why\n)[300000ms:15000ms])');
  });

  it('reads a scalar', async () => {
    expect(await measure(queryAnswer('scalar', [1, '4']), { query: '4' }).sample).toMatchObject({ value: 4 });
  });

  it.each<[string, HttpAnswer, string]>([
    ['there is no series', vector(), 'no data: the query finds no series'],
    [
      'there are two',
      vector('1', '2'),
      'the query finds 2 series, expected one; aggregate them, for example with sum()',
    ],
    ['the value is NaN', vector('NaN'), 'no data: the value is NaN'],
    ['the value is infinite', vector('+Inf'), 'the value is +Inf, expected a finite number'],
    ['it is a matrix', queryAnswer('matrix', []), 'the query gives a matrix, expected a vector or a scalar'],
    [
      'it is a histogram',
      queryAnswer('vector', [{ metric: {}, histogram: [1, {}] }]),
      'the query gives a histogram, expected a number; use histogram_quantile() or the like',
    ],
    ['the answer is empty', answered(200, { status: 'success' }), 'the answer has no result'],
    [
      'only a part of the data was read',
      queryAnswer('vector', [{ value: [1, '1'] }], { warnings: ['store s2 did not answer'] }),
      'not the whole answer: store s2 did not answer',
    ],
    [
      'the query is wrong',
      answered(400, { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected end' }),
      'Prometheus answered 400: parse error: unexpected end',
    ],
    ['it is another server', answered(200, '<html>hi'), 'status 200, and not an answer of Prometheus: <html>hi'],
    [
      'nobody listens',
      refused,
      `Prometheus could not be asked: ${refused.outcome === 'refused' ? refused.reason : ''}`,
    ],
    ['the connection breaks', lost, 'Prometheus could not be asked: read ECONNRESET'],
  ])('has measured nothing when %s', async (_, answer, detail) => {
    expect(await measure(answer, { query: 'q' }).sample).toMatchObject({ result: 'unknown', value: null, detail });
  });

  it('does not mind a remark about the query', async () => {
    const remark = { warnings: ['PromQL info: metric might not be a counter'] };
    const { sample } = measure(queryAnswer('vector', [{ value: [1, '1'] }], remark), { query: 'q' });
    expect(await sample).toMatchObject({ result: 'good', value: 1 });
  });
});

describe('the prometheus probe, by an alert', () => {
  const firing = { state: 'firing', labels: { shop: 'north' }, annotations: { summary: 'nobody leads' } };

  it.each<[string, object[], object, object]>([
    ['good while it is inactive', [rule()], {}, { result: 'good', detail: 'Down is inactive' }],
    [
      'good while it is pending',
      [rule({ state: 'pending', alerts: [{ state: 'pending' }] })],
      {},
      { result: 'good', detail: 'Down is pending' },
    ],
    [
      'bad while it is firing, with its summary',
      [rule({ state: 'firing', alerts: [firing] })],
      {},
      { result: 'bad', detail: 'Down is firing: nobody leads' },
    ],
    [
      'good while only others of the rule are firing',
      [rule({ state: 'firing', alerts: [firing] })],
      { labels: { shop: 'south' } },
      { result: 'good', detail: 'Down fires, but not with these labels' },
    ],
    [
      'good when its last alert ended while the server wrote its answer: the state in it is older',
      [rule({ state: 'firing', alerts: [] })],
      {},
      { result: 'good', detail: 'Down is inactive' },
    ],
    [
      'bad when one of two rules of that name is firing',
      [rule(), rule({ alerts: [firing, firing] })],
      { labels: { shop: 'north' } },
      { result: 'bad', detail: 'Down is firing 2 times: nobody leads' },
    ],
    [
      'unknown when there is no such rule: it would be silent for ever',
      [rule({ name: 'Other' })],
      {},
      { result: 'unknown', detail: 'this Prometheus server has no alerting rule Down' },
    ],
    [
      'unknown when a recording rule has that name',
      [{ name: 'Down', health: 'ok' }],
      {},
      { result: 'unknown', detail: 'this Prometheus server has no alerting rule Down' },
    ],
    [
      'unknown when it cannot be evaluated',
      [rule({ health: 'err', lastError: 'many-to-many matching' })],
      {},
      { result: 'unknown', detail: 'whether Down fires is not known: many-to-many matching' },
    ],
    [
      'unknown when it was not evaluated yet',
      [rule({ health: 'unknown' })],
      {},
      { result: 'unknown', detail: 'whether Down fires is not known: it has not been evaluated yet' },
    ],
  ])('is %s', async (_, rules, settings, sample) => {
    expect(await measure(rulesAnswer(...rules), { alert: 'Down', ...settings }).sample).toMatchObject(sample);
  });

  it('is unknown when the answer has no rules', async () => {
    expect(await measure(answered(200, { status: 'success', data: [] }), { alert: 'Down' }).sample).toMatchObject({
      result: 'unknown',
    });
  });
});

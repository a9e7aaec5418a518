import { judgeAnswer } from '../../../activities/probes/judge-answer.ts';
import { httpExpectation } from '../../../experiments/definition/http-request.ts';
import { answered, lost, refused } from '../../support/fake-http.ts';

const hide = (text: string) => text.replaceAll('swordfish', '***');
const expecting = (raw: object) => httpExpectation.parse(raw);

describe('the judgement of an HTTP answer', () => {
  it.each([200, 204, 302, 399])('takes status %d as good when nothing is expected', (status) => {
    expect(judgeAnswer(answered(status), undefined).result).toBe('good');
  });

  it.each([199, 400, 404, 500, 503])('takes status %d as bad when nothing is expected', (status) => {
    expect(judgeAnswer(answered(status), undefined)).toEqual({
      result: 'bad',
      detail: `status ${status}, expected 200 to 399`,
    });
  });

  it('accepts every status of a list, and an error status when it is the expected one', () => {
    expect(judgeAnswer(answered(503), expecting({ status: [200, 503] })).result).toBe('good');
    expect(judgeAnswer(answered(404), expecting({ status: 404 })).result).toBe('good');
    expect(judgeAnswer(answered(200), expecting({ status: [404, 410] })).detail).toBe(
      'status 200, expected 404 or 410',
    );
  });

  it('takes an error page as bad even when only its speed was asked for', () => {
    expect(judgeAnswer(answered(500), expecting({ latency: '< 1s' })).result).toBe('bad');
  });

  it.each([
    [refused, 'not reachable: connect ECONNREFUSED 127.0.0.1:1'],
    [lost, 'no answer: read ECONNRESET'],
  ])('takes a service that cannot be reached as bad: it is a measurement', (answer, detail) => {
    expect(judgeAnswer(answer, expecting({ status: 200 }))).toEqual({ result: 'bad', detail });
  });

  it('looks for the text in the body', () => {
    expect(judgeAnswer(answered(200, 'all is well'), expecting({ body: 'is well' })).result).toBe('good');
    expect(judgeAnswer(answered(200, 'on fire'), expecting({ body: 'is well' })).detail).toBe(
      'the body does not contain "is well": on fire',
    );
  });

  it.each([
    ['an equal text', { role: 'leader' }, { '$.role': 'leader' }],
    ['an equal number', { lag: 0 }, { '$.lag': 0 }],
    ['null', { error: null }, { '$.error': null }],
    ['a comparison', { lag: 3 }, { '$.lag': '> 2' }],
    ['a text that looks like a comparison', { rule: '> 2' }, { '$.rule': '> 2' }],
    ['every one of several places', { nodes: [{ up: true }, { up: true }] }, { '$.nodes[*].up': true }],
  ])('is good with %s in the JSON', (_, body, json) => {
    expect(judgeAnswer(answered(200, body), expecting({ json })).result).toBe('good');
  });

  it.each([
    [{ role: 'follower' }, { '$.role': 'leader' }, '$.role is "follower", expected "leader"'],
    [{ lag: 1 }, { '$.lag': '> 2' }, '$.lag is 1, expected "> 2"'],
    [{ lag: '3' }, { '$.lag': '> 2' }, '$.lag is "3", expected "> 2"'],
    [{ lag: 3 }, { '$.lagg': '> 2' }, '$.lagg finds nothing, expected "> 2"'],
    [{ nodes: [{ up: true }, { up: false }] }, { '$.nodes[*].up': true }, '$.nodes[*].up is false, expected true'],
    [[], { '$.constructor': 'Array' }, '$.constructor finds nothing, expected "Array"'],
  ])('says what it found in %j', (body, json, detail) => {
    expect(judgeAnswer(answered(200, body), expecting({ json }))).toEqual({ result: 'bad', detail });
  });

  it('takes a body that is not JSON as bad when JSON is expected', () => {
    expect(judgeAnswer(answered(200, '<html>'), expecting({ json: { '$.a': 1 } }))).toEqual({
      result: 'bad',
      detail: 'the body is not JSON: <html>',
    });
  });

  it('cannot evaluate a path that is code', () => {
    const { result, detail } = judgeAnswer(answered(200, [1]), expecting({ json: { '$[?(@.a > 1)]': 1 } }));
    expect(result).toBe('unknown');
    expect(detail).toContain('$[?(@.a > 1)] cannot be evaluated');
  });

  it('compares the latency', () => {
    expect(judgeAnswer(answered(200, '', 250), expecting({ latency: '< 300ms' })).result).toBe('good');
    expect(judgeAnswer(answered(200, '', 350), expecting({ latency: '< 300ms' })).detail).toBe(
      'answered after 350 ms, expected < 300ms',
    );
  });

  it('cuts a long detail only after secrets were taken out', () => {
    const body = `${'x'.repeat(100)} swordfish ${'y'.repeat(500)}`;
    const { detail } = judgeAnswer(answered(200, body), expecting({ body: 'absent' }), hide);
    expect(detail).toHaveLength(160);
    expect(detail).not.toContain('sword');
  });
});

import type { HttpAnswer, HttpRequest } from '../../../activities/ports.ts';
import { httpToggle } from '../../../activities/faults/http-toggle.ts';
import type { HttpToggle } from '../../../experiments/definition/faults/http-toggle.ts';
import { aCall } from '../../support/fault-call.ts';
import { aWorld } from '../../support/fault-world.ts';

const target = { kind: 'application', key: 'application/a:1', label: 'application a:1', url: 'http://a:1/' } as const;
const answered = (status: number, body: unknown): HttpAnswer => ({
  outcome: 'answered',
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  latencyMs: 1,
});

describe('http-toggle', () => {
  let requests: HttpRequest[];
  const call = (answer: HttpAnswer, special: Partial<HttpToggle> = {}, baseline = {}) => {
    requests = [];
    const settings: HttpToggle = { path: '/chaos', method: 'PUT', on: { slow: true }, ...special };
    const request = async (asked: HttpRequest) => {
      requests.push(asked);
      return answer;
    };
    return aCall<'http-toggle'>(aWorld('/nowhere', { http: { request } }), settings, target, baseline);
  };
  const written = () => requests.find(({ method }) => method !== 'GET');

  it('sends what switches it on, with the time at which it shall end by itself', async () => {
    await httpToggle.inject(
      call(answered(200, { slow: false }), { expiresAtField: 'until', headers: { a: 'b' } }, { slow: false }),
    );
    expect(written()).toMatchObject({
      method: 'PUT',
      url: 'http://a:1/chaos',
      headers: { a: 'b' },
      body: { slow: true, until: '2026-11-20T00:00:00.000Z' },
    });
  });

  it('waits for the answer to a change even when it is told to stop: given up, it might take effect after the undo', async () => {
    await httpToggle.inject(call(answered(200, {})));
    expect(requests.map(({ method, signal }) => [method, signal !== undefined])).toEqual([
      ['GET', true],
      ['PUT', false],
    ]);
  });

  it('sends nothing when it is on, or off, already', async () => {
    await httpToggle.inject(call(answered(200, { slow: true })));
    expect(written()).toBeUndefined();
    await httpToggle.undo(call(answered(200, { b: [1, { d: 1, c: 2 }], a: 1 }), {}, { a: 1, b: [1, { c: 2, d: 1 }] }));
    expect(written()).toBeUndefined();
  });

  it('puts back what was there before, and takes away by PATCH what was not', async () => {
    await httpToggle.undo(call(answered(200, { slow: true, x: 1 }), { expiresAtField: 'until' }, { x: 1 }));
    expect(written()?.body).toEqual({ x: 1 });
    await httpToggle.undo(
      call(answered(200, { slow: true, x: 1 }), { method: 'PATCH', expiresAtField: 'until' }, { x: 1 }),
    );
    expect(written()?.body).toEqual({ slow: null, until: null, x: 1 });
  });

  it('does not count the time that we added as a difference', async () => {
    const now = { slow: false, until: '2026-11-20T00:00:00.000Z' };
    expect(
      await httpToggle.verifyUndone(call(answered(200, now), { expiresAtField: 'until' }, { slow: false })),
    ).toEqual([]);
  });

  it('names every field that is left', async () => {
    expect(
      await httpToggle.verifyUndone(call(answered(200, { slow: true, y: 2 }), {}, { slow: false, x: 1, y: 2 })),
    ).toEqual([
      'http://a:1/chaos: slow is true, before the fault it was false',
      'http://a:1/chaos: x is not there, before the fault it was 1',
    ]);
  });

  it('shows both states when somebody else changed the switch', async () => {
    await expect(httpToggle.undo(call(answered(200, { slow: 'a bit' }), {}, { slow: false }))).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringMatching(/It is \{"slow":"a bit"\}; before the fault it was \{"slow":false\}/),
    });
    await expect(httpToggle.inject(call(answered(200, { slow: 'a bit' }), {}, { slow: false }))).rejects.toMatchObject({
      type: 'ChangedByOthers',
    });
    expect(written()).toBeUndefined();
  });

  it('refuses a switch that is on already: what it was before is not known', async () => {
    await expect(httpToggle.prepareUndo(call(answered(200, { slow: true })))).rejects.toMatchObject({
      type: 'ChangedByOthers',
    });
  });

  it.each([
    ['a list', answered(200, [1]), 'Unsupported'],
    ['no JSON', answered(200, '<html>'), 'Unsupported'],
    ['no such path', answered(404, ''), 'Unsupported'],
    ['no permission', answered(403, ''), 'Forbidden'],
    ['an error', answered(500, 'oops'), 'EffectFailed'],
    ['no answer', { outcome: 'refused', reason: 'ECONNREFUSED', latencyMs: 0 } as const, 'EffectFailed'],
  ])('says what it got instead of a state: %s', async (_, answer, type) => {
    await expect(httpToggle.prepareUndo(call(answer))).rejects.toMatchObject({
      type,
      message: expect.stringContaining('http://a:1/chaos'),
    });
  });
});

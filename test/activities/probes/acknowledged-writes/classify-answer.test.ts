import { classifyAnswer } from '../../../../activities/probes/acknowledged-writes/classify-answer.ts';
import { answered, lost, refused } from '../../../support/fake-http.ts';

describe('the outcome of one write', () => {
  it.each([200, 201, 204])('is acknowledged with status %d', (status) => {
    expect(classifyAnswer(answered(status))).toEqual({ class: 'acknowledged' });
  });

  it('keeps what the store says about an acknowledgement', () => {
    const answer = answered(201, { id: 'x', sequence: 7, node: 'a', epoch: 3 });
    expect(classifyAnswer(answer)).toEqual({ class: 'acknowledged', sequence: 7, by: 'node a, epoch 3' });
  });

  it.each([
    ['nobody listens', refused],
    ['a 421 promises that it was not applied', answered(421, { applied: false })],
    ['a 503 promises that it was not applied', answered(503, { applied: false, error: 'no leader' })],
  ])('is refused when %s', (_, answer) => {
    expect(classifyAnswer(answer)).toMatchObject({ class: 'refused', why: expect.any(String) });
  });

  it.each([
    ['the connection was lost', lost],
    ['a 4xx promises nothing', answered(409)],
    ['a 503 promises nothing', answered(503, { applied: 'unknown' })],
    ['a 500 says that it was not applied', answered(500, { applied: false })],
    ['a 504 says that it was not applied', answered(504, { applied: false })],
    ['it was redirected', answered(302, { applied: false })],
    ['the promise is only a text', answered(421, '"applied": false')],
  ])('is indeterminate when %s', (_, answer) => {
    expect(classifyAnswer(answer)).toMatchObject({ class: 'indeterminate', why: expect.any(String) });
  });
});

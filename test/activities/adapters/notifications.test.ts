import { createNotifications } from '../../../activities/adapters/notifications.ts';
import type { Notice } from '../../../activities/ports.ts';
import { startReceiver, type Receiver } from '../../support/receiver.ts';

const NOTICE: Notice = {
  id: 'stuck/overdue/fault/x/1',
  severity: 'page',
  title: 'NOT RESTORED: x',
  text: 'Look.',
  workflowId: 'fault/x',
  at: '2026-11-20T12:00:00.000Z',
};

describe('a notice', () => {
  let receiver: Receiver;
  beforeEach(async () => void (receiver = await startReceiver()));
  afterEach(() => receiver.stop());
  const notifications = (more: object = {}) =>
    createNotifications({
      url: receiver.url,
      authorization: 'Bearer t0ken',
      timeoutMs: 5_000,
      waitsMs: [1, 1, 1],
      ...more,
    });
  const problemOf = async (more: object = {}): Promise<string> => {
    try {
      await notifications(more).page(NOTICE);
      return 'told';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it('is posted as JSON, with the header and the link', async () => {
    await notifications({ linkTo: (id: string) => `http://ui/${id}` }).page(NOTICE);
    expect(receiver.received).toEqual([
      {
        notice: { ...NOTICE, link: 'http://ui/fault/x' },
        headers: expect.objectContaining({ authorization: 'Bearer t0ken', 'content-type': 'application/json' }),
      },
    ]);
  });

  it('goes nowhere without an address', async () => {
    await expect(createNotifications().page(NOTICE)).resolves.toBeUndefined();
  });

  it('is posted again when the receiver is in trouble', async () => {
    receiver.answer = 503;
    expect(await problemOf()).toMatch(
      /^"NOT RESTORED: x" was not told: GAMEDAY_NOTIFY_URL answered 4 time\(s\) with: status 503\./,
    );
    expect(receiver.received).toHaveLength(4);
  });

  it.each([400, 401, 404, 302])('is posted once when the receiver refuses it: %i', async (status) => {
    receiver.answer = status;
    expect(await problemOf()).toContain(`answered 1 time(s) with: status ${status}`);
    expect(receiver.received).toHaveLength(1);
  });

  it('does not wait for a receiver that hangs', async () => {
    receiver.answer = 'hang';
    expect(await problemOf({ timeoutMs: 100 })).toContain('no answer within 100 ms');
  });

  it('says when nobody listens', async () => {
    const { url } = receiver;
    await receiver.stop();
    try {
      expect(await problemOf({ url })).toContain('ECONNREFUSED');
    } finally {
      receiver = await startReceiver();
    }
  });

  it('tells neither the address, nor the header, nor what the receiver said', async () => {
    for (const answer of [500, 403, 'hang'] as const) {
      receiver.answer = answer;
      expect(await problemOf({ timeoutMs: 100 })).not.toMatch(/s3cret-path|t0ken|127\.0\.0\.1/);
    }
  });
});

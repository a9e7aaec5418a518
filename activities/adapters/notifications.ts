import { AxiosError, create } from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Notice, Notifications } from '../ports.ts';

export interface NotificationSettings {
  /** Both are secrets: many receivers know their caller by the address alone. */
  readonly url?: string | undefined;
  readonly authorization?: string | undefined;
  readonly linkTo?: ((workflowId: string) => string | undefined) | undefined;
  readonly timeoutMs?: number | undefined;
  readonly waitsMs?: readonly number[] | undefined;
}

const ANSWERED_WITHIN_MS = 5_000;
const WAITS_MS = [500, 1_000, 2_000];

/** POSTs each notice as JSON. Without an address nobody is told, and the log must do. */
export function createNotifications(settings: NotificationSettings = {}): Notifications {
  const { url, linkTo, waitsMs = WAITS_MS } = settings;
  if (url === undefined) return { page: () => Promise.resolve() };
  const post = poster(url, settings);
  return {
    async page(given) {
      const link = given.link ?? (given.workflowId === undefined ? undefined : linkTo?.(given.workflowId));
      const notice: Notice = link === undefined ? given : { ...given, link };
      const seen: string[] = [];
      for (const wait of [...waitsMs, undefined]) {
        const problem = await post(notice);
        if (problem === undefined) return;
        seen.push(problem.what);
        if (problem.isFinal || wait === undefined) break;
        await sleep(wait);
      }
      throw new Error(
        `"${notice.title}" was not told: GAMEDAY_NOTIFY_URL answered ${seen.length} time(s) with: ${[...new Set(seen)].join(', ')}. ` +
          'Check GAMEDAY_NOTIFY_URL, GAMEDAY_NOTIFY_AUTHORIZATION and the receiver.',
      );
    },
  };
}

interface PostProblem {
  readonly what: string;
  readonly isFinal: boolean;
}

/** Of a failure only its code is told: messages and bodies may hold the address or the header. */
function poster(url: string, { authorization, timeoutMs = ANSWERED_WITHIN_MS }: NotificationSettings) {
  // Redirects are not followed: they would carry the header to somebody else.
  const instance = create({ maxRedirects: 0, validateStatus: () => true, responseType: 'text' });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'gameday',
    ...(authorization === undefined ? {} : { authorization }),
  };
  return async (notice: Notice): Promise<PostProblem | undefined> => {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const { status } = await instance.post(url, JSON.stringify(notice), { headers, signal });
      if (status >= 200 && status < 300) return undefined;
      return { what: `status ${status}`, isFinal: status < 500 && status !== 408 && status !== 429 };
    } catch (error) {
      if (!(error instanceof AxiosError)) return { what: 'a request that could not be made', isFinal: true };
      const what = error.code === 'ERR_CANCELED' ? `no answer within ${timeoutMs} ms` : (error.code ?? 'an error');
      return { what, isFinal: false };
    }
  };
}

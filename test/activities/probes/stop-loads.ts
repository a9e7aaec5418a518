import type { LoadSession } from '../../../activities/probes/probe.ts';

const started: LoadSession[] = [];

/** A load that a failed test left behind would starve every test after it. */
export function stopAfterwards(session: LoadSession): LoadSession {
  started.push(session);
  return session;
}

/** For `afterEach`. */
export async function stopLoads(): Promise<void> {
  await Promise.all(started.splice(0).map((session) => session.stop()));
}

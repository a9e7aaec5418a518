import { failure, FailureType } from '../../failures.ts';
import type { HttpAnswer } from '../../ports.ts';
import type { FaultCall } from '../driver.ts';

export type OnMesh = Omit<FaultCall<'istio-http-fault'>, 'baseline'>;

const PATIENCE_MS = 10_000;
/** A share of 20 % shows in one of so many with a chance of 99 %. */
const TRIES = 20;
/** After the undo: enough to be sure of a fault that was on most requests; a smaller one shows in the SLIs. */
const CHECKS = 5;

/** Whether requests through the mesh get the fault; undefined without a probe, when only the configuration can be looked at. */
export async function askMesh(
  call: OnMesh,
  tries = TRIES,
): Promise<{ readonly isHit: boolean; readonly said: string } | undefined> {
  const { probe } = call.settings;
  if (probe === undefined) return undefined;
  for (let count = 1; ; count += 1) {
    const answer = await ask(call, probe);
    if (isHit(call, answer)) return { isHit: true, said: `${probe.get} was answered ${wordsFor(answer)}` };
    if (count >= tries)
      return { isHit: false, said: `${probe.get} was answered ${tries} times as usual, last ${wordsFor(answer)}` };
  }
}

/** Before the fault the probe must answer, and not as it does under the fault: else it could show nothing. */
export async function requireUsualAnswer(call: OnMesh): Promise<void> {
  const { probe } = call.settings;
  if (probe === undefined) return;
  const answer = await ask(call, probe);
  if (answer.outcome === 'answered' && !isHit(call, answer)) return;
  throw failure(
    FailureType.unsupported,
    `${call.target.label} was not touched: before the fault its probe ${probe.get} was answered ${wordsFor(answer)} already, so it could not show an effect. Correct "probe".`,
  );
}

export const stillHit = async (call: OnMesh): Promise<readonly string[]> => {
  const asked = await askMesh(call, CHECKS);
  return asked?.isHit === true ? [`the fault still shows: ${asked.said}`] : [];
};

/** Envoy delays first, so a request that is delayed and aborted shows both. */
function isHit({ settings: { abort, delay } }: OnMesh, answer: HttpAnswer): boolean {
  const isAborted = answer.outcome === 'answered' && answer.status === abort?.status;
  const isDelayed = delay !== undefined && answer.latencyMs >= delay.for;
  return isAborted || isDelayed;
}

async function ask(
  { ports, settings, signal }: OnMesh,
  probe: NonNullable<OnMesh['settings']['probe']>,
): Promise<HttpAnswer> {
  const timeoutMs = (settings.delay?.for ?? 0) + PATIENCE_MS;
  return await ports.http.request({ method: 'GET', url: probe.get, headers: probe.headers, timeoutMs, signal });
}

function wordsFor(answer: HttpAnswer): string {
  const after = `after ${Math.round(answer.latencyMs)} ms`;
  return answer.outcome === 'answered'
    ? `with status ${answer.status} ${after}`
    : `not at all (${answer.reason}) ${after}`;
}

/** The mesh may not have this object at all: a sidecar is missing, a gateway is elsewhere. */
export const withoutProbe = (label: string) =>
  failure(
    FailureType.unsupported,
    `${label} has the fault, but whether the mesh acts on it was not seen: that needs a request through the mesh. Give the fault a "probe".`,
  );

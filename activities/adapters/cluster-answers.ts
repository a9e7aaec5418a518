import type { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { failure, FailureType } from '../failures.ts';
import type { ApiAnswer } from './cluster-request.ts';

const LONGEST_WORDS = 1_000;

const optionalText = z.string().optional();
/** What the API server says when it does not do something. */
const statusObject = z.object({
  kind: z.literal('Status'),
  message: optionalText,
  details: z
    .object({
      name: optionalText,
      kind: optionalText,
      causes: z.array(z.object({ reason: optionalText, message: optionalText, field: optionalText })).optional(),
    })
    .optional(),
});
type Status = z.output<typeof statusObject>;

export const succeeded = ({ status }: ApiAnswer): boolean => status >= 200 && status < 300;

/** Surely this object is not there; another 404 (of a proxy, of an unknown path) says nothing about it. */
export function isGone({ status, body }: ApiAnswer, name: string): boolean {
  return status === 404 && statusIn(body).details?.name === name;
}

/** The server does not serve this path (any more). */
export const isUnknownPath = ({ status, body }: ApiAnswer): boolean =>
  status === 404 && statusIn(body).details?.name === undefined;

export function isNamespaceGone({ status, body }: ApiAnswer): boolean {
  const { details } = statusIn(body);
  if (status === 404) return details?.kind === 'namespaces' && details.name !== undefined;
  return status === 403 && causes(body).some(({ reason }) => reason === 'NamespaceTerminating');
}

/** A JSON patch that does not fit the object as it is now. For an object that would be invalid, 422 comes with causes. */
export const doesNotApply = ({ status, body }: ApiAnswer): boolean =>
  status === 422 && statusIn(body).details?.name === undefined && causes(body).length === 0;

export const isBlockedByBudget = ({ status, body }: ApiAnswer): boolean =>
  status === 429 && causes(body).some(({ reason }) => reason === 'DisruptionBudget');

export const isOtherUid = ({ status, body }: ApiAnswer): boolean =>
  (status === 409 && /\bUID in (the )?precondition\b/i.test(statusIn(body).message ?? '')) ||
  (status === 422 && causes(body).some(({ field }) => field === 'metadata.uid'));

/** The words of the server. */
export function wordsOf({ status, body }: ApiAnswer): string {
  const { message } = statusIn(body);
  const said = message ?? (typeof body === 'string' ? body.trim().split('\n')[0] : undefined);
  const more = causes(body).flatMap((cause) =>
    cause.message && !said?.includes(cause.message) ? [cause.message] : [],
  );
  const words = [said?.trim().replace(/\.$/, '') || `HTTP status ${status}`, ...new Set(more)].join(': ');
  // It quotes whole objects, and they may be secrets.
  return words.replaceAll(/("(?:[^"\\]|\\.){120,}")/g, '"…"').slice(0, LONGEST_WORDS);
}

/** What is neither the answer nor one of the outcomes that the port has a word for. */
export function refusal(about: string, answer: ApiAnswer): ApplicationFailure {
  const words = wordsOf(answer);
  const { status } = answer;
  if (status === 401) {
    return failure(
      FailureType.forbidden,
      `${about}: the API server does not accept the credentials of this worker: ${words}. Renew them, or name others by KUBECONFIG.`,
    );
  }
  if (status < 500 && /denied (the )?request/.test(words)) {
    return failure(
      FailureType.forbidden,
      `${about}: ${words}. Change what the admission of this cluster does not allow.`,
    );
  }
  if (status === 403) {
    return failure(
      FailureType.forbidden,
      `${about}: the API server forbids it: ${words}. Grant it to the identity of the worker, or leave this out.`,
    );
  }
  if (status === 429) {
    const wait = answer.retryAfter === undefined ? '' : ` in ${answer.retryAfter} s`;
    return failure(
      FailureType.effectFailed,
      `${about}: the API server has too much to do: ${words}. Try again${wait}.`,
    );
  }
  if (status >= 500 || status === 408 || status === 410) {
    return failure(FailureType.effectFailed, `${about}: the API server answered ${status}: ${words}. Try again.`);
  }
  if (status === 404) {
    return failure(
      FailureType.effectFailed,
      `${about}: the API server answered 404 without naming what is missing: ${words}. Is this the address of the API server?`,
    );
  }
  return failure(
    FailureType.unsupported,
    `${about}: the API server answered ${status}: ${words}. Change the document accordingly.`,
  );
}

/** Whatever answers 200 with something else is no API server, or not all of the answer arrived. */
export const notAnObject = (about: string, { status }: ApiAnswer): ApplicationFailure =>
  failure(
    FailureType.effectFailed,
    `${about}: the API server answered ${status} with something that is not what was asked for. Is this the address of the API server?`,
  );

function statusIn(body: unknown): Partial<Status> {
  const { data } = statusObject.safeParse(body);
  return data ?? {};
}

const causes = (body: unknown) => statusIn(body).details?.causes ?? [];

import { failure, FailureType } from '../../failures.ts';
import type { HttpAnswer, HttpRequest } from '../../ports.ts';
import type { FaultCall } from '../driver.ts';
import type { SwitchState } from './switch-state.ts';

const READ_WITHIN_MS = 5_000;
const WRITE_WITHIN_MS = 15_000;

type Call = Omit<FaultCall<'http-toggle'>, 'baseline'>;

export async function readSwitch(call: Call): Promise<SwitchState> {
  const { ports, signal, settings } = call;
  const url = addressOf(call);
  const { headers } = settings;
  const request = { method: 'GET', url, headers, timeoutMs: READ_WITHIN_MS, signal };
  const text = textOf(request, await ports.http.request(request));
  const state = parseObject(text);
  if (state) return state;
  throw failure(
    FailureType.unsupported,
    `The state of ${url} cannot be put back: GET did not answer with a JSON object but with ${quoted(text)}.`,
  );
}

/**
 * Not stopped by a signal: a request that was given up may still take effect later, after the undo has looked. Waiting
 * for the answer is the only way to know.
 */
export async function writeSwitch(call: Call, body: SwitchState): Promise<void> {
  const { method, headers } = call.settings;
  const request = { method, url: addressOf(call), headers, body, timeoutMs: WRITE_WITHIN_MS };
  textOf(request, await call.ports.http.request(request));
}

export const addressOf = ({ target, settings }: Call): string => {
  if (target.kind === 'application') return `${target.url.replace(/\/+$/, '')}${settings.path}`;
  throw failure(FailureType.unsupported, `${target.label} is no application: this fault acts on applications only.`);
};

function textOf({ method, url }: HttpRequest, answer: HttpAnswer): string {
  const where = `${method} ${url}`;
  if (answer.outcome !== 'answered') {
    throw failure(FailureType.effectFailed, `${where} was not answered: ${answer.reason}. Look at the application.`);
  }
  if (answer.status >= 200 && answer.status < 300) return answer.text;
  const seen = `${where} was answered with status ${answer.status}: ${quoted(answer.text)}.`;
  if (answer.status === 401 || answer.status === 403) {
    throw failure(FailureType.forbidden, `${seen} Check "headers" of the fault.`);
  }
  if (answer.status === 404) throw failure(FailureType.unsupported, `${seen} Check "path" of the fault.`);
  throw failure(FailureType.effectFailed, `${seen} Look at the log of the application.`);
}

function parseObject(text: string): SwitchState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is SwitchState {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const quoted = (text: string): string => JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 199)}…`);

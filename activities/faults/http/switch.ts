import type { HttpToggle } from '../../../experiments/definition/faults/http-toggle.ts';
import { failure, FailureType } from '../../failures.ts';
import type { FaultCall } from '../driver.ts';
import type { SwitchState } from './switch-state.ts';

const TIMEOUT_MS = 5_000;

type Call = Omit<FaultCall<'http-toggle'>, 'baseline'>;

export async function readSwitch(call: Call): Promise<SwitchState> {
  const { text, where } = await ask(call, 'GET');
  const state = parseObject(text);
  if (state) return state;
  throw failure(
    FailureType.unsupported,
    `The state of ${where} cannot be put back: GET did not answer with a JSON object but with ${quoted(text)}.`,
  );
}

export async function writeSwitch(call: Call, state: SwitchState): Promise<void> {
  await ask(call, call.settings.method, state);
}

export const addressOf = ({ target, settings }: Call): string => {
  if (target.kind === 'application') return `${target.url.replace(/\/+$/, '')}${settings.path}`;
  throw failure(FailureType.unsupported, `${target.label} is no application: this fault acts on applications only.`);
};

async function ask(call: Call, method: 'GET' | HttpToggle['method'], body?: SwitchState) {
  const { settings, ports, signal } = call;
  const url = addressOf(call);
  const { headers } = settings;
  const answer = await ports.http.request({ method, url, headers, body, timeoutMs: TIMEOUT_MS, signal });
  const where = `${method} ${url}`;
  if (answer.outcome !== 'answered') {
    throw failure(FailureType.effectFailed, `${where} was not answered: ${answer.reason}. Look at the application.`);
  }
  if (answer.status >= 200 && answer.status < 300) return { text: answer.text, where: url };
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

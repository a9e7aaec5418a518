import type { HttpAnswer } from '../../ports.ts';
import { parseJson } from '../parse-json.ts';
import type { OutcomeRecord } from './records.ts';

export type Classified = Pick<OutcomeRecord, 'class' | 'sequence' | 'by' | 'why'>;

/**
 * What is surely known about one write. `refused`: it was not applied. `indeterminate`: it may have been, so it counts
 * neither as acknowledged nor as refused; taking it for either finds losses that are none, or hides phantoms.
 */
export function classifyAnswer(answer: HttpAnswer): Classified {
  if (answer.outcome !== 'answered') {
    return { class: answer.outcome === 'refused' ? 'refused' : 'indeterminate', why: answer.reason };
  }
  const { status, text } = answer;
  const body = fieldsOf(text);
  if (status >= 200 && status <= 299) return acknowledged(body);
  const why = `status ${status}`;
  const mayPromise = (status >= 400 && status <= 499) || status === 503;
  return { class: mayPromise && body.get('applied') === false ? 'refused' : 'indeterminate', why };
}

function acknowledged(body: ReadonlyMap<string, unknown>): Classified {
  const sequence = body.get('sequence');
  const by = ['node', 'epoch']
    .filter((name) => isPrintable(body.get(name)))
    .map((name) => `${name} ${String(body.get(name))}`)
    .join(', ');
  return {
    class: 'acknowledged',
    ...(typeof sequence === 'number' ? { sequence } : {}),
    ...(by === '' ? {} : { by }),
  };
}

function fieldsOf(text: string): ReadonlyMap<string, unknown> {
  const body = parseJson(text);
  return new Map(
    body.isJson && typeof body.value === 'object' && body.value !== null ? Object.entries(body.value) : [],
  );
}

function isPrintable(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

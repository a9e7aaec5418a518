import type { Sample } from '../probe.ts';
import { readNumber } from '../read-number.ts';

type Value = Pick<Sample, 'result' | 'value' | 'detail'>;

/** The one number in the answer to an instant query. What is not exactly one number is not measured. */
export function singleValue(data: unknown): Value {
  if (!isQueryData(data)) return unknown('the answer has no result');
  const { resultType, result } = data;
  if (resultType === 'scalar') return valueOf(result);
  if (resultType !== 'vector') return unknown(`the query gives a ${resultType}, expected a vector or a scalar`);
  const [first, ...others] = result;
  if (first === undefined) return unknown('no data: the query finds no series');
  if (others.length > 0) {
    return unknown(`the query finds ${result.length} series, expected one; aggregate them, for example with sum()`);
  }
  if (typeof first === 'object' && first !== null && 'value' in first) return valueOf(first.value);
  return unknown('the query gives a histogram, expected a number; use histogram_quantile() or the like');
}

/** `[seconds, "text"]` */
function valueOf(point: unknown): Value {
  const text: unknown = Array.isArray(point) ? point[1] : undefined;
  if (text === 'NaN') return unknown('no data: the value is NaN');
  const value = readNumber(text);
  if (value === null) return unknown(`the value is ${String(text)}, expected a finite number`);
  return { result: 'good', value, detail: `the value is ${value}` };
}

interface QueryData {
  readonly resultType: string;
  readonly result: readonly unknown[];
}

function isQueryData(data: unknown): data is QueryData {
  return (
    typeof data === 'object' && data !== null && 'resultType' in data && 'result' in data && Array.isArray(data.result)
  );
}

const unknown = (detail: string): Value => ({ result: 'unknown', value: null, detail });

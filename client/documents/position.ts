import { type Document, type Node, type Pair, isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Path } from './path.ts';

/** What is wrong at a path: its key, or the value behind it. */
export type Point = 'key' | 'value';

/** Where a path stands in the text. What is missing stands where the mapping that should hold it begins. */
export function offsetOf(document: Document, path: Path, point: Point): number {
  let node = behindAlias(document, document.contents);
  let key = startOf(node) ?? 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return key;
    key = next.at ?? key;
    node = behindAlias(document, next.value);
  }
  return point === 'value' ? (valueOffset(node) ?? key) : key;
}

function stepInto(node: Node | null, step: string | number): { at: number | undefined; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && keyOf(item) === String(step));
    return pair === undefined ? undefined : { at: startOf(pair.key), value: pair.value };
  }
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
    return { at: startOf(node.items[step]), value: node.items[step] };
  }
  return undefined;
}

/** A block mapping or list begins on a later line than its key; the key is what a reader looks for. */
function valueOffset(node: Node | null): number | undefined {
  if (isScalar(node)) return node.source === undefined || node.source === '' ? undefined : startOf(node);
  return (isMap(node) || isSeq(node)) && node.flow === true ? startOf(node) : undefined;
}

function behindAlias(document: Document, value: unknown): Node | null {
  if (isAlias(value)) return value.resolve(document) ?? null;
  return isNode(value) ? value : null;
}

export function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

export function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

import { closest } from './did-you-mean.ts';
import { isMapping } from './path.ts';
import { type AnySchema, hintOf, keysOf, optionsOf, unwrapped } from './schema-parts.ts';

/** Which branch of a union the author means. `several`: keys of two branches are there. `none`: it cannot be told. */
export type Branch =
  | { readonly found: 'one'; readonly schema: AnySchema; readonly index: number }
  | { readonly found: 'several'; readonly first: string; readonly second: string }
  | { readonly found: 'none' };

/** By the type of the value, then by the keys that tell the branches apart, then by the keys that look like those. */
export function branchFor(union: AnySchema, value: unknown): Branch {
  const options = optionsOf(union);
  const one = (index: number): Branch => ({ found: 'one', index, schema: options[index]! });
  const fitting = options.flatMap((option, index) => (accepts(option, value) ? [index] : []));
  if (fitting.length === 0) return { found: 'none' };
  if (fitting.length === 1 || !isMapping(value)) return one(fitting[0]!);

  const keys = Object.keys(value);
  const telling = hintOf(union).branches?.keys ?? [];
  const named = telling.flatMap((some, index) =>
    keys.filter((key) => some.includes(key)).map((key) => ({ key, index })),
  );
  const [first] = named;
  const second = named.find(({ index }) => index !== first?.index);
  if (first && second) return { found: 'several', first: first.key, second: second.key };
  if (first) return one(first.index);

  const similar = telling.findIndex((some) => keys.some((key) => closest(key, some) !== undefined));
  if (similar !== -1) return one(similar);
  const known = (index: number) => keys.filter((key) => keysOf(options[index]!).includes(key)).length;
  const [best, next] = fitting.toSorted((a, b) => known(b) - known(a));
  return known(best!) > known(next!) ? one(best!) : { found: 'none' };
}

/** Whether the type of the value fits; what is inside is not looked at. */
function accepts(option: AnySchema, value: unknown): boolean {
  const definition = unwrapped(option);
  const { type } = definition;
  if (type === 'string' || type === 'number' || type === 'boolean') return typeof value === type;
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object' || type === 'record') return isMapping(value);
  if (type === 'enum') return Object.values(definition.entries).some((one) => typeof one === typeof value);
  if (type === 'literal') return definition.values.some((one) => typeof one === typeof value);
  return type !== 'union' || definition.options.some((one) => accepts(one, value));
}

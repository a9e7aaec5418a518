import { z } from 'zod';
import { hints } from './hints.ts';
import { onMappings } from './on-mappings.ts';

/** What a registry of settings means once parsed: `{ kind: 'tcp', settings: {...} }`. */
export type Kinded<R extends Record<string, z.ZodType>> = {
  [K in keyof R & string]: { readonly kind: K; readonly settings: z.output<R[K]> };
}[keyof R & string];

/**
 * In YAML the kind is a key (`process-kill: {...}`) beside the common keys (`name`, `hold`). Exactly one kind must be
 * there. The parsed value carries `kind` and `settings` beside the common values.
 */
export function kinded<R extends Record<string, z.ZodType>, B extends z.ZodRawShape>(
  what: string,
  registry: R,
  base: B,
) {
  const kinds = Object.keys(registry);
  const optional = Object.fromEntries(kinds.map((kind) => [kind, registry[kind]!.optional()]));
  return z
    .strictObject({ ...base, ...optional })
    .meta({ oneOf: kinds.map((kind) => ({ required: [kind] })) })
    .superRefine(requireOneKind(what, kinds), { when: onMappings })
    .register(hints, { exactlyOne: { what, of: kinds } })
    .transform((raw) => {
      const given = raw as Record<string, unknown>;
      const kind = kinds.find((one) => given[one] !== undefined)!;
      const common = Object.fromEntries(Object.entries(given).filter(([key]) => !kinds.includes(key)));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the compiler cannot follow keys that become a kind
      return { ...common, kind, settings: given[kind] } as unknown as (keyof B extends never
        ? unknown
        : z.output<z.ZodObject<B>>) &
        Kinded<R>;
    });
}

function requireOneKind(what: string, kinds: readonly string[]) {
  return (raw: Record<string, unknown>, ctx: z.core.$RefinementCtx) => {
    const [first, ...others] = kinds.filter((kind) => raw[kind] !== undefined);
    if (first === undefined) {
      ctx.addIssue({ code: 'custom', message: `no ${what} is given; expected exactly one of ${kinds.join(', ')}` });
    }
    for (const other of others) {
      const message = `${first} is already given; expected exactly one ${what} (${kinds.join(', ')})`;
      ctx.addIssue({ code: 'custom', path: [other], message });
    }
  };
}

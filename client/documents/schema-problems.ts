import type { z } from 'zod';
import type { Complain } from './complain.ts';
import { issueMessage } from './issue-message.ts';
import { type Path, isMapping, pathText, valueAt } from './path.ts';
import type { Point } from './position.ts';
import { type AnySchema, hintOf, keysOf, optionsOf } from './schema-parts.ts';
import { declaredAt } from './schema-tree.ts';
import { type Branch, branchFor } from './union-branch.ts';
import { type UnknownKey, unknownAmong, unknownKey } from './unknown-key.ts';

/** Makes the schema library leave its own wording out; what stays is what our definition says itself. */
export const withoutWording = { error: () => '' } as const;

/** Says everything that is wrong with a value, in our words, at the path that the author knows. */
export function explainIssues(
  root: AnySchema,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
  complain: Complain,
): void {
  const findings = issues.flatMap((issue) => explain({ root, value }, issue, []));
  const meant = new Set(
    findings.flatMap((one) => (one.meant === undefined ? [] : [pathText([...one.path.slice(0, -1), one.meant])])),
  );
  const strange = new Set(findings.filter((one) => one.unknown).map((one) => pathText(one.path.slice(0, -1))));
  for (const { path, message, point, whole } of findings) {
    // One slip, one message: the misspelt key is the one that is missing.
    if (valueAt(value, path) === undefined && meant.has(pathText(path))) continue;
    if (whole && strange.has(pathText(path))) continue;
    complain(path, message, point);
  }
}

interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly point: Point;
  readonly unknown?: true;
  readonly meant?: string | undefined;
  /** About the mapping as a whole, which is noise while it holds unknown keys. */
  readonly whole?: boolean;
}

interface Whole {
  readonly root: AnySchema;
  readonly value: unknown;
}

function explain(whole: Whole, issue: z.core.$ZodIssue, base: Path): readonly Finding[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  const above = undecidedAbove(whole, path);
  if (above !== undefined) return above;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => strangeKey(path, key, unknownKey(whole.root, whole.value, path, key)));
  }
  const here = valueAt(whole.value, path);
  const schema = declaredAt(whole.root, path, whole.value);
  if (issue.code === 'invalid_union' && schema !== undefined && here !== undefined && here !== null) {
    return explainUnion(whole, schema, issue, path);
  }
  const point = issue.code === 'invalid_key' ? 'key' : 'value';
  return [{ path, message: issueMessage(issue, schema, here), point, whole: issue.code === 'custom' }];
}

function explainUnion(
  whole: Whole,
  union: AnySchema,
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
): readonly Finding[] {
  const here = valueAt(whole.value, path);
  const branch = branchFor(union, here);
  const errors = branch.found === 'one' ? (issue.errors[branch.index] ?? []) : [];
  // A wrong word is compared with all that may stand here, not only with the words of one branch.
  const wrongWord = errors.some((one) => one.code === 'invalid_value' && one.path.length === 0);
  if (wrongWord || branch.found !== 'one') return [{ path, message: issueMessage(issue, union, here), point: 'value' }];
  return errors.flatMap((one) => explain(whole, one, path));
}

/** As long as it is open which branch is meant, nothing can be said about what is inside. */
function undecidedAbove(whole: Whole, path: Path): readonly Finding[] | undefined {
  for (let length = 0; length <= path.length; length += 1) {
    const above = path.slice(0, length);
    const union = declaredAt(whole.root, above, whole.value);
    const here = valueAt(whole.value, above);
    if (union === undefined || !isMapping(here) || hintOf(union).branches === undefined) continue;
    const branch = branchFor(union, here);
    if (branch.found !== 'one') return undecided(union, here, branch, above);
  }
  return undefined;
}

function undecided(
  union: AnySchema,
  here: Readonly<Record<string, unknown>>,
  branch: Branch,
  path: Path,
): readonly Finding[] {
  const { what = 'kind', keys = [] } = hintOf(union).branches ?? {};
  const telling = keys.flat();
  if (branch.found === 'several') {
    const message = `${branch.first} is already given; expected exactly one ${what} (${telling.join(', ')})`;
    return [{ path: [...path, branch.second], message, point: 'key' }];
  }
  const known = [...new Set(optionsOf(union).flatMap(keysOf))];
  const unknown = Object.keys(here).filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => strangeKey(path, key, unknownAmong(key, known)));
  return [{ path, message: `no ${what} is given; expected exactly one of ${telling.join(', ')}`, point: 'value' }];
}

function strangeKey(path: Path, key: string, { message, meant }: UnknownKey): Finding {
  return { path: [...path, key], message, point: 'key', unknown: true, meant };
}

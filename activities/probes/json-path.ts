import { JSONPath } from 'jsonpath-plus';

/**
 * Every value that `path` finds in `json`; empty when it finds none. Throws for a path with a script or filter expression:
 * those are code, and a document must not bring code.
 */
export function findInJson(json: unknown, path: string): readonly unknown[] {
  if (path.trim() === '$') return [json];
  if (json === null || typeof json !== 'object') return [];
  const found: unknown = JSONPath({ path, json, eval: false, wrap: true });
  return Array.isArray(found) ? found : [];
}

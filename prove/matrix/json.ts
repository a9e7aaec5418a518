import { toolVersion } from '../../worker/version.ts';
import type { Matrix } from './matrix.ts';
import { rowOf } from './row.ts';

export function asJson({ results, command, began, choice, events }: Matrix): string {
  const cells = results.map((result) => ({ ...result, measured: rowOf(result) }));
  const at = new Date(began).toISOString();
  return `${JSON.stringify({ at, command, choice, version: toolVersion(), node: process.version, events, cells }, null, 2)}\n`;
}

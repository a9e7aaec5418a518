import type { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';

const INDEXED_VALUE_TYPE = { Keyword: 2, Bool: 5 } as const;

/** Registers what is missing. On Temporal Cloud this needs the cloud's own tool: set GAMEDAY_REGISTER_SEARCH_ATTRIBUTES=0 there. */
export async function registerSearchAttributes(
  { operatorService }: NativeConnection,
  namespace: string,
): Promise<readonly string[]> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return [];
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, INDEXED_VALUE_TYPE[type]]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes });
  return missing.map(([name]) => name);
}

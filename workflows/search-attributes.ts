import { SearchAttributeType, defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { SEARCH_ATTRIBUTES } from './messages.ts';

type Values = {
  readonly [N in keyof typeof SEARCH_ATTRIBUTES]?: (typeof SEARCH_ATTRIBUTES)[N] extends 'Bool' ? boolean : string;
};

/** One event for all of them. Never anything secret: search attributes are not encrypted. */
export function searchable(values: Values): void {
  upsertSearchAttributes(attributePairs(values));
}

export function attributePairs(values: Values): SearchAttributePair[] {
  return Object.entries(values).map(([name, value]) =>
    typeof value === 'boolean'
      ? { key: defineSearchAttributeKey(name, SearchAttributeType.BOOL), value }
      : { key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value },
  );
}

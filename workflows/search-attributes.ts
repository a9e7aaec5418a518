import { SearchAttributeType, defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { SEARCH_ATTRIBUTES } from './messages.ts';

type Values = {
  readonly [N in keyof typeof SEARCH_ATTRIBUTES]?: (typeof SEARCH_ATTRIBUTES)[N] extends 'Bool' ? boolean : string;
};

/** One event for all that changes. Never anything secret: search attributes are not encrypted. */
export function searchable(values: Values): void {
  const now = workflowInfo().typedSearchAttributes.getAll();
  const changed = attributePairs(values).filter(
    ({ key, value }) => !now.some((known) => known.key.name === key.name && known.value === value),
  );
  if (changed.length > 0) upsertSearchAttributes(changed);
}

export function attributePairs(values: Values): SearchAttributePair[] {
  return Object.entries(values).map(([name, value]) =>
    typeof value === 'boolean'
      ? { key: defineSearchAttributeKey(name, SearchAttributeType.BOOL), value }
      : { key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value },
  );
}

import { fine, wrong } from '../../experiments/definition/doctor.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import type { TemporalCheck } from './examine-temporal.ts';

export const searchAttributes: TemporalCheck = async ({ connection, namespace }) => {
  const check = 'search attributes';
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return [fine(check, 'all are registered')];
  const orders = missing.map(([name, type]) => `--name ${name} --type ${type}`).join(' ');
  return [
    wrong(
      check,
      `not registered: ${missing.map(([name]) => name).join(', ')}`,
      `A worker registers them when it starts (GAMEDAY_REGISTER_SEARCH_ATTRIBUTES); by hand: temporal operator search-attribute create -n ${namespace} ${orders}`,
    ),
  ];
};

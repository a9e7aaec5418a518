import { API_VERSION } from '../../experiments/definition/experiment.ts';
import type { Complain } from './complain.ts';
import { closest, suggest } from './did-you-mean.ts';
import { isMapping } from './path.ts';
import type { Source } from './source.ts';
import { quoted, seen } from './wording.ts';

export const DOCUMENT_KINDS = ['Experiment', 'GameDay'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const EXPECTED_KINDS = `expected ${DOCUMENT_KINDS.join(' or ')}`;
const FIRST_LINES = `expected a document that begins with "apiVersion: ${API_VERSION}" and "kind: ${DOCUMENT_KINDS.join('" or "kind: ')}"`;

/** What the document wants to be. A kind that is misspelt still tells which schema to read it by. */
export function kindOf(source: Source, complain: Complain): DocumentKind | undefined {
  const { value } = source;
  if (value === null || value === undefined) {
    complain([], `the file is empty; ${FIRST_LINES}`);
    return undefined;
  }
  if (!isMapping(value)) {
    complain([], `${Array.isArray(value) ? 'a list' : quoted(value)} is all that is here; ${FIRST_LINES}`);
    return undefined;
  }
  checkVersion(value, complain);
  return checkKind(value, complain);
}

function checkVersion({ apiVersion }: Readonly<Record<string, unknown>>, complain: Complain): void {
  if (apiVersion === API_VERSION) return;
  const wrong = typeof apiVersion === 'string' ? `${quoted(apiVersion)} is not known here` : seen(apiVersion);
  complain(['apiVersion'], `${wrong}; expected ${API_VERSION}`);
}

function checkKind(value: Readonly<Record<string, unknown>>, complain: Complain): DocumentKind | undefined {
  const { kind } = value;
  const known = DOCUMENT_KINDS.find((one) => one === kind);
  if (known !== undefined) return known;
  const word = typeof kind === 'string' ? kind : '';
  const wrong = word === '' ? seen(kind) : `${quoted(kind)} is not a kind of document`;
  complain(['kind'], `${wrong}${suggest(word, DOCUMENT_KINDS, EXPECTED_KINDS)}`);
  const meant = closest(word, DOCUMENT_KINDS);
  return DOCUMENT_KINDS.find((one) => one === meant) ?? kindByKeys(value);
}

function kindByKeys(value: Readonly<Record<string, unknown>>): DocumentKind | undefined {
  if ('steps' in value) return 'GameDay';
  return 'faults' in value || 'hypothesis' in value ? 'Experiment' : undefined;
}

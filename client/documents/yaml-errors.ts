import { type Document, type ErrorCode, type Scalar, type YAMLError, isScalar, visit } from 'yaml';
import type { YamlProblem } from './aliases-and-tags.ts';
import { keyOf, startOf } from './position.ts';

const UNQUOTED_REFERENCE = /[{[,:]\s*\$\{[a-z]+:/;
const UNQUOTED_COMPARISON = /:\s*(>=?\s*-?\d[^,}\]]*)/;

/** The parser's error in words that say what to do next. */
export function wordYamlError(error: YAMLError, text: string, document: Document): YamlProblem {
  const offset = error.pos[0];
  if (error.code === 'DUPLICATE_KEY') return { offset, message: duplicateKey(text, offset, document) };
  if (error.message.startsWith('Missing closing')) {
    const opening = unclosedQuote(document, offset) ?? offset;
    return {
      offset: opening,
      message: `this quote (${text[opening] ?? '"'}) is never closed; close it on the same line`,
    };
  }
  return { offset, message: fromLine(lineAt(text, offset)) ?? fromCode(error, text) };
}

/** The two slips that every author makes once. */
function fromLine(line: string): string | undefined {
  if (UNQUOTED_REFERENCE.test(line)) return 'inside { } and [ ] a reference must be in quotes: "${var:name}"';
  const comparison = UNQUOTED_COMPARISON.exec(line)?.[1];
  return comparison === undefined ? undefined : `a text that begins with > must be in quotes: "${comparison.trim()}"`;
}

function fromCode({ code, message, pos: [offset] }: YAMLError, text: string): string {
  const line = lineAt(text, offset).trim();
  const escape = text.slice(offset, offset + 2);
  const nested = message.startsWith('Nested');
  const words: { readonly [C in ErrorCode]?: string } = {
    TAB_AS_INDENT: 'this line is indented with a tab; use spaces',
    MULTIPLE_DOCS: 'a second document begins here; write one document per file',
    BLOCK_AS_IMPLICIT_KEY: nested ? SECOND_COLON : WRONG_INDENT,
    BAD_INDENT: message.startsWith('Flow') ? 'a [ or { above is not closed; close it with ] or }' : WRONG_INDENT,
    MULTILINE_IMPLICIT_KEY: `"${line}" ${NO_VALUE}`,
    MISSING_CHAR: message.startsWith('Implicit')
      ? `"${line}" ${NO_VALUE}`
      : 'a comma is missing, or a value must be in quotes',
    BAD_SCALAR_START: `a text that begins with ${text[offset]} must be in quotes`,
    BAD_ALIAS: `a text that begins with ${text[offset]} must be in quotes`,
    BAD_DQ_ESCAPE: `${escape} means nothing inside "..."; write \\${escape}, or use '...'`,
    NON_STRING_KEY: 'a key must be a text',
    RESOURCE_EXHAUSTION: 'this is nested too deeply; no document needs so many levels',
  };
  return words[code] ?? DOES_NOT_FIT;
}

const NO_VALUE = 'is not a key with a value; expected "key: value", with a space after the colon';
const SECOND_COLON = 'this line has a second ": "; put the whole text in quotes, or begin the mapping on the next line';
const DOES_NOT_FIT =
  'this does not fit here; check the indentation, close every quote, [ and {, and put special characters in quotes';
const WRONG_INDENT =
  'the indentation of this line fits no line above; entries that belong together begin in the same column';

function duplicateKey(text: string, offset: number, document: Document): string {
  let message = 'this key is here a second time; keep one of them';
  visit(document, {
    Map: (_, map) => {
      const second = map.items.find((pair) => startOf(pair.key) === offset);
      const first = second && map.items.find((pair) => keyOf(pair) === keyOf(second));
      if (!second || !first) return undefined;
      const line = text.slice(0, startOf(first.key) ?? 0).split('\n').length;
      message = `"${keyOf(second)}" is here a second time, first in line ${line}; keep one of them`;
      return visit.BREAK;
    },
  });
  return message;
}

function unclosedQuote(document: Document, end: number): number | undefined {
  const quoted: Scalar[] = [];
  visit(document, {
    Scalar: (_, node) => void (isScalar(node) && node.type?.startsWith('QUOTE') && quoted.push(node)),
  });
  return startOf(quoted.find((node) => (node.range?.[1] ?? -1) >= end));
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end);
}

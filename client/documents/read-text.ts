import { readFileSync } from 'node:fs';

/** Throws an ordinary error with a `code` when the file cannot be read. */
export type ReadFile = (file: string) => string;

const LARGEST = 512 * 1024;

/** The default: UTF-8 and nothing else, so that a wrong encoding is noticed here and not as strange characters later. */
export const readUtf8: ReadFile = (file) => new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));

/** The text of a file, or why it cannot be had. */
export function readText(file: string, readFile: ReadFile): { readonly text: string } | { readonly wrong: string } {
  try {
    const text = readFile(file);
    return text.length > LARGEST
      ? { wrong: `the file is larger than ${LARGEST / 1024} KiB; expected one document` }
      : { text };
  } catch (error) {
    return { wrong: `cannot be read: ${reason(error)}` };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  ENOTDIR: 'there is no such file; check the path',
  EISDIR: 'it is a directory; name a YAML file in it',
  EACCES: 'permission denied; check who may read it',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text; save it as UTF-8',
};

function reason(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const known = 'code' in error ? REASONS[String(error.code)] : undefined;
  return known ?? ('message' in error ? String(error.message) : 'it is not known why');
}

import type { Complain } from './complain.ts';
import { type Path, isMapping, pathText } from './path.ts';
import type { AnySchema } from './schema-parts.ts';
import { mayHoldSecrets } from './schema-tree.ts';

const SECRET = /\$\{secret:[^}]*\}/;

/** A secret anywhere else would reach a payload, a log or a report, or the list of processes of the machine. */
export function refuseMisplacedSecrets(schema: AnySchema, root: unknown, complain: Complain): void {
  const look = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      const secret = SECRET.exec(value)?.[0];
      if (secret !== undefined && !mayHoldSecrets(schema, path, root)) complain(path, whyNot(secret, path));
    }
    if (Array.isArray(value)) value.forEach((item, index) => look(item, [...path, index]));
    if (isMapping(value)) {
      for (const [key, item] of Object.entries(value))
        if (pathText([...path, key]) !== 'variables') look(item, [...path, key]);
    }
  };
  look(root, []);
}

function whyNot(secret: string, path: Path): string {
  const inCommand = typeof path.at(-1) === 'number';
  const reason = inCommand
    ? 'every user of the machine can see the arguments of a program; put it in env, and let the program read it there'
    : 'it would be written to histories and reports; expected it in headers or env';
  return `${secret} may not stand here: ${reason}`;
}

import { suggest } from './did-you-mean.ts';

/** A text is made of plain parts and of references. */
export type Piece =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'var' | 'env' | 'secret'; readonly name: string; readonly text: string }
  | { readonly is: 'wrong'; readonly why: string; readonly text: string };

const REFERENCE = /\$\$\{(?:secret:)?|\$\{([^}]*)(\}?)/g;
const SCHEMES = ['var', 'env', 'secret'] as const;
const NAMES = { var: /^[a-zA-Z][a-zA-Z0-9_]*$/, env: /^[a-zA-Z_][a-zA-Z0-9_]*$/, secret: /^[a-zA-Z_][a-zA-Z0-9_.-]*$/ };
const OR_PLAIN = 'expected ${var:name}, ${env:NAME} or ${secret:NAME}; for a plain ${ write $${';

/** `http://${var:host}/x` → text, var, text. `$${` is a plain `${`. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > end) pieces.push({ is: 'text', text: text.slice(end, match.index) });
    pieces.push(match[0].startsWith('$$') ? escaped(match[0]) : reference(match[0], match[1] ?? '', match[2] === '}'));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ is: 'text', text: text.slice(end) });
  return pieces;
}

/** An activity could not tell a plain `${secret:NAME}` from a reference. */
function escaped(text: string): Piece {
  if (text === '$${') return { is: 'text', text: '${' };
  return { is: 'wrong', text, why: `${text} cannot be escaped; a text may not hold a plain \${secret:` };
}

function reference(text: string, inside: string, closed: boolean): Piece {
  if (!closed) return { is: 'wrong', text, why: `"${text}" is not closed; ${OR_PLAIN}` };
  const [scheme = '', ...rest] = inside.split(':');
  const known = SCHEMES.find((one) => one === scheme);
  if (known === undefined || rest.length === 0) {
    const hint = rest.length === 0 ? withoutScheme(inside) : suggest(scheme, SCHEMES, OR_PLAIN);
    return { is: 'wrong', text, why: `${text} is not a reference${hint}` };
  }
  const name = rest.join(':');
  if (NAMES[known].test(name)) return { is: known, name, text };
  return { is: 'wrong', text, why: `"${name}" in ${text} is not a name; expected letters, digits and _` };
}

function withoutScheme(name: string): string {
  return NAMES.var.test(name) ? `; did you mean \${var:${name}}? ${OR_PLAIN}` : `; ${OR_PLAIN}`;
}

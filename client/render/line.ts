import pc from 'picocolors';

export type Tone = 'plain' | 'bold' | 'dim' | 'good' | 'bad' | 'warn' | 'link';
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}
export type Line = readonly (string | Piece)[];

/** The sheet that we write on. */
export interface Style {
  readonly columns: number;
  readonly colour: boolean;
  /** The reader's own when left out. */
  readonly timeZone?: string | undefined;
}

export const piece = (tone: Tone, text: string): Piece => ({ text, tone });
export const bold = (text: string): Piece => piece('bold', text);
export const dim = (text: string): Piece => piece('dim', text);
export const good = (text: string): Piece => piece('good', text);
export const bad = (text: string): Piece => piece('bad', text);
export const warn = (text: string): Piece => piece('warn', text);
export const link = (text: string): Piece => piece('link', text);

/** Cut to the width of the sheet, so that a redrawn frame never wraps. */
export function fitted(line: Line, { columns, colour }: Style): string {
  let room = columns;
  let text = '';
  for (const one of line.map(asPiece)) {
    const shown = cut(one.text, room);
    room -= widthOf(shown);
    text += one.tone === 'link' && colour ? clickable(shown, one.text) : painted(shown, one.tone, colour);
    if (shown !== one.text) break;
  }
  return text.trimEnd();
}

export const whole = (line: Line, { colour }: Style): string =>
  line
    .map(asPiece)
    .map((one) => painted(one.text, one.tone, colour))
    .join('')
    .trimEnd();

/** Columns in a terminal: East Asian characters and emoji take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return width;
}

/** OSC 8: cut or not, it leads to the whole address. Terminals that do not know it show the text alone. */
const clickable = (shown: string, address: string): string =>
  `\u001b]8;;${printable(address)}\u001b\\${painted(shown, 'link', true)}\u001b]8;;\u001b\\`;

const asPiece = (one: string | Piece): Piece => (typeof one === 'string' ? { text: one, tone: 'plain' } : one);

/** Names come from documents of other people: no control characters, no new lines. */
// oxlint-disable-next-line no-control-regex -- these are the ones to take out
export const printable = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');

function cut(raw: string, room: number): string {
  const text = printable(raw);
  if (widthOf(text) <= room) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > room - 1) break;
    kept += character;
  }
  return room > 0 ? `${kept}…` : '';
}

function painted(text: string, tone: Tone, colour: boolean): string {
  const { bold: strong, dim: faint, green, red, yellow, cyan } = pc.createColors(colour);
  const paint = { plain: String, bold: strong, dim: faint, good: green, bad: red, warn: yellow, link: cyan }[tone];
  return text === '' ? '' : paint(text);
}

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];
const isWide = (code: number): boolean => WIDE.some(([from, to]) => code >= from && code <= to);

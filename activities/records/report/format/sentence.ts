/** A text of somebody else as a sentence of ours: with a capital and a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) || trimmed === '' ? capital(trimmed) : `${capital(trimmed)}.`;
}

/** A capital for a first word, but not for a name such as `ledger-1`. */
export function capital(text: string): string {
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A text of somebody else as a sentence: with a capital and a full stop, unless it begins with a name in code. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const stopped = /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return /^[a-z]+ /.test(stopped) ? stopped.charAt(0).toUpperCase() + stopped.slice(1) : stopped;
}

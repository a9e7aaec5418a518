/** A command over as many lines as it takes: cut short it could not be copied. */
export function commandLines(command: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of command.split(' ')) {
    const last = lines.at(-1);
    // Room for the blank before the word, and for the backslash that may follow it.
    if (last !== undefined && last.length + word.length + 3 <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/** Every table of a Markdown text as the number of cells per row; fences are left out. */
export function columnCounts(markdown: string): readonly (readonly number[])[] {
  const withoutCode = markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '');
  return withoutCode
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
    .map((block) => block.split('\n').map(cellsOf));
}

function cellsOf(row: string): number {
  return row.split(/(?<!\\)\|/).length - 2;
}

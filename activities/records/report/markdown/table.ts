import { NOTHING } from '../format/nothing.ts';

export interface MdColumn<Row> {
  readonly head: string;
  /** Escaped already. */
  readonly cell: (row: Row) => string;
  readonly number?: boolean;
}

export function mdTable<Row>(columns: readonly MdColumn<Row>[], rows: readonly Row[]): string {
  const head = columns.map((column) => column.head);
  const rule = columns.map((column) => (column.number === true ? '---:' : '---'));
  const body = rows.map((row) => columns.map((column) => withoutBars(column.cell(row)) || NOTHING));
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A bar ends a cell, even within a code span. */
function withoutBars(cell: string): string {
  return cell.replace(/(?<!\\)\|/g, String.raw`\|`);
}

import { html, type Markup, type Piece } from './markup.ts';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Piece;
  /** Right-aligned, with figures of equal width. */
  readonly number?: boolean;
}

/** On a narrow screen the rows of a `text` become cards, `numbers` scroll; a `list` is dense and as wide as its content. */
export function table<Row>(
  kind: 'text' | 'numbers' | 'list',
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Markup {
  const head = columns.map((column) => html`<th scope="col"${classOf(column)}>${column.head}</th>`);
  const body = rows.map((row) => html`<tr>${columns.map((column, index) => cellOf(column, row, index))}</tr>`);
  return html`<div class="table ${kind}"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function cellOf<Row>(column: Column<Row>, row: Row, index: number): Markup {
  if (index === 0) return html`<th scope="row" data-head="${column.head}"${classOf(column)}>${column.cell(row)}</th>`;
  return html`<td data-head="${column.head}"${classOf(column)}>${column.cell(row)}</td>`;
}

function classOf<Row>({ number }: Column<Row>): Markup {
  return number === true ? html` class="number"` : html``;
}

import { explanation, type FigureColumn } from '../../figure-tables.ts';
import type { Column } from '../../layout.ts';
import { type Html, html, type Part } from './markup.ts';

/** With more rows than this a table waits until it is asked for. */
const MOST_OPEN_ROWS = 24;

/** A cell of so many characters stays on one line. */
const LONGEST_LINE = 24;

export type TableColumn = Pick<Column, 'title' | 'align'>;

/**
 * Rows under titles; each row’s first cell names it. It scrolls within itself where it is too wide for the page. Nothing
 * where there is no row.
 */
export function tableOf(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Part[])[],
): Html | null {
  if (rows.length === 0) return null;
  const classOf = (index: number, cell: Part = '') => {
    const isShort = typeof cell === 'string' && cell.length <= LONGEST_LINE;
    return `${columns[index]?.align === 'right' ? 'number' : 'text'}${isShort ? ' short' : ''}`;
  };
  const head = columns.map(
    ({ title }, index) => html`<th scope="col" class="${classOf(index)}">${title}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) =>
        index === 0
          ? html`<th scope="row" class="${classOf(0, cell)}">${cell}</th>`
          : html`<td class="${classOf(index, cell)}">${cell}</td>`,
      )}</tr>\n`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

/** A table that is folded away where it is long. */
export function foldedTable(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Part[])[],
): Html | null {
  const table = tableOf(caption, columns, rows);
  return table !== null && rows.length > MOST_OPEN_ROWS
    ? folded(`${caption} (${rows.length} rows)`, table)
    : table;
}

/** A table of figures and what explains them. */
export function figureTable<Row>(
  caption: string,
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  note = '',
): Html | null {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const table = foldedTable(caption, columns, cells);
  const explained = explanation(columns, rows, note);
  return table && html`${table}${explained !== '' && html`<p class="note">${explained}</p>`}`;
}

/** What is there for those who want to know more. */
export function folded(summary: string, content: Part): Html {
  return html`<details><summary>${summary}</summary>
${content}
</details>`;
}

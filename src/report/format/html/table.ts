import { type ShownOutcome, TONES } from '../../document/outcome.ts';
import type { Cell, Table, TableColumn } from '../../document/section.ts';
import { UNICODE } from '../../style/glyphs.ts';
import { longestOf } from '../../style/time-split.ts';
import { type Html, html, type Part } from './markup.ts';
import { shareBar, splitBar, splitLegend } from './split-bar.ts';

/** With more rows than this a table waits until it is asked for. */
const MOST_OPEN_ROWS = 24;

/** A cell of so many characters stays on one line. */
const LONGEST_LINE = 24;

/** A table and what explains it; folded away where it is long. */
export function tablePart({ title, columns, rows, note }: Table): Html {
  const splits = rows
    .flat()
    .flatMap((cell) => (typeof cell === 'object' && 'split' in cell ? [cell.split] : []));
  const longestNs = longestOf(splits);
  const table = tableOf(
    title,
    columns,
    rows.map((row) => row.map((cell) => cellPart(cell, longestNs))),
  );
  const shown = rows.length > MOST_OPEN_ROWS ? folded(`${title} (${rows.length} rows)`, table) : table;
  const known = splits.filter((split) => split !== null);
  return html`${shown}${splits.length > 0 && splitLegend(known)}${note !== '' && html`<p class="note">${note}</p>`}`;
}

/**
 * Rows under titles; each row’s first cell names it. It scrolls within itself where it is too wide for the page.
 */
export function tableOf(
  caption: string,
  columns: readonly Pick<TableColumn, 'title' | 'align'>[],
  rows: readonly (readonly Part[])[],
): Html {
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

/** What is there for those who want to know more. */
export function folded(summary: string, content: Part): Html {
  return html`<details><summary>${summary}</summary>
${content}
</details>`;
}

/** @param longestNs of all bars of the table: they share one axis */
function cellPart(cell: Cell, longestNs: number): Part {
  if (typeof cell === 'string') return cell;
  if ('outcome' in cell) return outcomeBadge(cell.outcome);
  if ('share' in cell) return shareBar(cell.share);
  if ('code' in cell) return html`<code>${cell.code}</code>`;
  if ('target' in cell) return html`<a href="#${cell.target}">${cell.text}</a>`;
  return splitBar(cell.split, longestNs);
}

/** `✔ holds`: a mark and a word, never a colour alone. */
function outcomeBadge(outcome: ShownOutcome): Html {
  return html`<span class="badge ${TONES[outcome]}"><span aria-hidden="true">${UNICODE.marks[outcome]}</span> ${outcome}</span>`;
}

import type { ChartData } from '../../document/chart-data.ts';
import type { Chart } from '../../document/section.ts';
import { dataScript, type Html, html, type Part } from './markup.ts';
import { folded, tablePart } from './table.ts';

/**
 * A chart with a sentence that says what it shows, and its figures in words for those who don’t see it. Without scripts
 * only those are left.
 * @param choices what a list above the chart offers, where there is more than one
 */
export function chartFigure(
  data: ChartData,
  {
    caption,
    about,
    choices,
    rest,
  }: {
    readonly caption: string;
    readonly about: string;
    readonly choices?: {
      readonly label: string;
      readonly options: readonly string[];
      readonly first: number;
    };
    readonly rest: Part;
  },
): Html {
  return html`<figure class="chart" data-chart="${data.kind}">
<figcaption><strong>${caption}.</strong> ${about}</figcaption>
${choices !== undefined && choices.options.length > 1 && chooser(choices)}
<div class="stage"></div>
${dataScript(data)}
${rest}
</figure>`;
}

function chooser({
  label,
  options,
  first,
}: {
  label: string;
  options: readonly string[];
  first: number;
}): Html {
  const items = options.map(
    (option, index) => html`<option value="${index}"${index === first && html` selected`}>${option}</option>`,
  );
  return html`<p class="chooser"><label>${label} <select>${items}</select></label></p>`;
}

/** A chart of figures, with the figures behind it. */
export function chartPart({ caption, about, data, table }: Chart): Html {
  const options = data.kind === 'distribution' ? data.metrics.map(({ label }) => label) : [];
  const rest = table !== null && folded('The same as a table', tablePart(table));
  return chartFigure(data, { caption, about, choices: { label: 'Time', options, first: 0 }, rest });
}

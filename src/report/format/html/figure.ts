import { countOf } from '../../../base/units.ts';
import type { ChartData } from '../../document/chart-data.ts';
import type { Chart, Timelines } from '../../document/section.ts';
import { pageTimeline } from '../../timeline/page-timeline.ts';
import { TRACK_COLUMNS, trackCells, windowWords } from '../../timeline/tracks.ts';
import { windowData } from '../../timeline/window-data.ts';
import { dataScript, type Html, html, type Part } from './markup.ts';
import { folded, tableOf, tablePart } from './table.ts';

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

/**
 * Where threads ran and what they did, by core and by thread. The last window is shown first. Nothing where nothing was
 * seen.
 * @param join how many samples to join into one
 */
export function timelineFigure({ caption, windows: shown }: Timelines, join: number): Html | null {
  const windows = shown
    .filter(({ timeline }) => timeline.threads.length > 0)
    .map((window) => ({ ...window, timeline: pageTimeline(window.timeline, join) }));
  const first = windows.length - 1;
  const window = windows[first];
  if (window === undefined) return null;
  const { label, timeline } = window;
  const omitted = shown.reduce((sum, { timeline }) => sum + timeline.omittedThreads, 0);
  const table = tableOf(`${caption}: ${label}`, TRACK_COLUMNS, timeline.threads.map(trackCells));
  const data = windows.map((one) => windowData(one.label, one.timeline, one.phases));
  return chartFigure(
    { kind: 'timeline', first, windows: data },
    {
      caption,
      about: `Who ran on each core, and what each thread did: ${windowWords(timeline)}.`,
      choices: { label: 'Run', options: windows.map(({ label }) => label), first },
      rest: html`${folded('The same as a table', table)}
${omitted > 0 && html`<p class="note">${countOf(omitted, 'thread')} of all shown runs left no samples here: gone too soon, or those that ran least of too many.</p>`}
${join > 1 && html`<p class="note">There are many samples: ${join} at a time are drawn as one.</p>`}`,
    },
  );
}

import { countOf } from '../../../base/units.ts';
import type { Timelines } from '../../document/section.ts';
import { windowData } from '../../timeline/track-data.ts';
import { TRACK_COLUMNS, trackCells, windowWords } from '../../timeline/tracks.ts';
import { chartFigure } from './figure.ts';
import { type Html, html } from './markup.ts';
import { folded, tableOf } from './table.ts';

/**
 * Where threads ran and what they did, by core and by thread. The last window is shown first. Nothing where nothing was
 * seen.
 * @param join how many samples to join into one
 */
export function timelineFigure({ caption, windows: shown }: Timelines, join: number): Html | null {
  const windows = shown.flatMap(({ label, timeline }) =>
    timeline.threads.length === 0 ? [] : [windowData(label, timeline, join)],
  );
  const first = windows.length - 1;
  const window = windows[first];
  if (window === undefined) return null;
  const omitted = shown.reduce((sum, { timeline }) => sum + timeline.omittedThreads, 0);
  const table = tableOf(`${caption}: ${window.label}`, TRACK_COLUMNS, window.tracks.map(trackCells));
  return chartFigure(
    { kind: 'timeline', first, windows },
    {
      caption,
      about: `Who ran on each core, and what each thread did: ${windowWords(window)}.`,
      choices: { label: 'Run', options: windows.map(({ label }) => label), first },
      rest: html`${folded('The same as a table', table)}
${omitted > 0 && html`<p class="note">${countOf(omitted, 'thread')} of all shown runs left no samples here: gone too soon, or those that ran least of too many.</p>`}
${join > 1 && html`<p class="note">There are many samples: ${join} at a time are drawn as one.</p>`}`,
    },
  );
}

import type uPlot from 'uplot';
import type { Timeline } from '../../../model/trial/timeline.ts';
import { WAIT_KINDS } from '../../../model/waits.ts';
import type { TimelineData, WindowData } from '../../document/chart-data.ts';
import { TRACK_COLUMNS, trackCells } from '../../timeline/tracks.ts';
import { WAIT_NAMES } from '../../words/wait-names.ts';
import { element } from '../chart/element.ts';
import type { Drawn } from '../chart/mount.ts';
import { type Rows, rowsChart } from '../chart/rows-chart.ts';
import { coreRows } from './core-rows.ts';
import { phaseRows } from './phase-rows.ts';
import { threadRows } from './thread-rows.ts';
import { timelineOf } from './tracks.ts';

/** So many colours the theme has for threads. */
const COLORS = 8;

/** Two charts over one axis: by core, and by thread. What one shows, the other shows. */
export function drawTimeline(
  figure: HTMLElement,
  stage: HTMLElement,
  data: TimelineData,
  chosen: number | null,
): Drawn {
  const window = data.windows[chosen ?? data.first] as WindowData;
  const timeline = timelineOf(window);
  const plots: uPlot[] = [];
  const follow = (moved: uPlot) => {
    const { min, max } = moved.scales.x ?? {};
    for (const other of plots) {
      if (other === moved || min == null || max == null) continue;
      if (other.scales.x?.min !== min || other.scales.x?.max !== max) other.setScale('x', { min, max });
    }
  };
  const add = (title: string, rows: Rows) => {
    const host = element('div', { class: 'plot' });
    stage.append(element('h4', {}, title), host);
    plots.push(rowsChart(host, rows, follow));
  };
  const threads = threadRows(`By thread, ${window.label}`, timeline);
  const cores = coreRows(`By core, ${window.label}`, timeline);
  const phases = phasesOf(window);
  const above = phases?.labels ?? [];
  if (phases !== null) {
    add('Phases: how its cores were used', {
      ...phases,
      alignedWith: [...threads.labels, ...(cores?.labels ?? [])],
    });
  }
  if (cores !== null) {
    add('By core: who ran there', {
      ...cores,
      alignedWith: [...threads.labels, ...above],
      hasButtons: false,
    });
    stage.append(threadLegend(threads.labels));
  }
  const title = 'By thread: running, queued, blocked';
  add(title, { ...threads, alignedWith: [...(cores?.labels ?? []), ...above] });
  stage.append(legend(timeline));
  if (chosen !== null) fillTable(figure, window.label, timeline);
  return plots;
}

function phasesOf({ label, lengthUs, phases }: WindowData): Rows | null {
  return phases === undefined ? null : phaseRows(`Phases, ${label}`, lengthUs, phases);
}

/** Of the waits, those that a thread was found in. */
function legend({ threads }: Timeline): HTMLElement {
  const found = new Set(threads.flatMap(({ waits = [] }) => waits));
  const waits = WAIT_KINDS.filter((kind) => found.has(kind));
  const blocked =
    waits.length === 0
      ? [entry('blocked', 'blocked')]
      : [
          element('span', {}, 'blocked in:'),
          ...waits.map((kind) => entry(`wait-${kind}`, WAIT_NAMES[kind])),
          entry('blocked', 'unknown'),
        ];
  return element(
    'p',
    { class: 'legend' },
    entry('running', 'running'),
    entry('waiting', 'queued'),
    ...blocked,
  );
}

/** Whose colour is whose, as far as each has one of its own: of more threads, names in the chart and the cursor tell. */
function threadLegend(names: readonly string[]): HTMLElement {
  const shown = names.length > COLORS ? [] : names.map((name, index) => entry(`series-${index + 1}`, name));
  return element('p', { class: 'legend' }, ...shown);
}

function entry(name: string, words: string): HTMLElement {
  return element('span', {}, element('i', { class: `key ${name}` }), ` ${words}`);
}

/** The table below says what the chosen run’s chart shows. */
function fillTable(figure: HTMLElement, label: string, { threads }: Timeline): void {
  const caption = figure.querySelector('caption');
  const body = figure.querySelector('tbody');
  if (caption === null || body === null) return;
  caption.textContent = `Timeline: ${label}`;
  const rows = threads.map((track) =>
    element(
      'tr',
      {},
      ...trackCells(track).map((cell, index) => {
        const align = { class: TRACK_COLUMNS[index]?.align === 'right' ? 'number' : 'text' };
        return index === 0 ? element('th', { scope: 'row', ...align }, cell) : element('td', align, cell);
      }),
    ),
  );
  body.replaceChildren(...rows);
}

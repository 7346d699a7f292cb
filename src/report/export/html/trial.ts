import { formatNs, formatRatio } from '../../../base/units.ts';
import type { Observation } from '../../../model/observation.ts';
import { WORKER_COLUMNS, withoutEmpty, workerCells } from '../../text/trial.ts';
import { timeSplit } from '../../three-part-bar.ts';
import { causesText } from '../../words/causes.ts';
import { facts } from './closing.ts';
import { type Html, html } from './markup.ts';
import { splitBar, splitLegend } from './split-bar.ts';
import { foldedTable } from './table.ts';
import { timelineFigure } from './timeline.ts';

/** One trial: its figures, its workers, where their time went, and when. */
export function trialSection(trial: Observation, join: number): Html {
  const { label, r, d, kind, causes, wallNs, spawnNs, engine, state } = trial;
  return html`<section class="trial"><h3>${label}</h3>
${facts([
  ['R, cores kept busy', formatRatio(r)],
  ['D, cores wanted and not got', formatRatio(d)],
  ['Kind', kind ?? 'unknown'],
  ['Engine', engine],
  ['Wall time', formatNs(wallNs)],
  ['Start-up', formatNs(spawnNs)],
  ...(state === 'ok' ? [] : [['State', state] as const]),
  ...(causes.length === 0 ? [] : [['What held it back', causesText(causes)] as const]),
])}
${workerTable(trial)}
${faults(trial)}
${timelineFigure(`Timeline of ${label}`, [{ label, timeline: trial.timeline }], join)}
</section>`;
}

function workerTable({ label, workers }: Observation): Html | null {
  const [columns, rows] = withoutEmpty(WORKER_COLUMNS, workers.map(workerCells));
  const barred = rows.map((cells, index) => {
    const worker = workers[index];
    return [...cells, splitBar(worker === undefined ? null : timeSplit(worker))];
  });
  const split = { title: 'running · waiting · blocked', align: 'left' } as const;
  const table = foldedTable(`Workers of ${label}`, [...columns, split], barred);
  return table && html`${table}${splitLegend()}`;
}

function faults({ workers }: Observation): Html | null {
  const failed = workers.filter(({ fault }) => fault !== null);
  if (failed.length === 0) return null;
  return html`<ul class="faults">${failed.map(({ name, fault }) => html`<li><strong>${name}:</strong> ${fault?.message}</li>`)}</ul>`;
}

import type { CoresReport } from '../../../model/cores-report.ts';
import { cacheSummary } from '../../text/caches.ts';
import { claimCells, countsLine, decimal, effectiveLine, headline, measuredLine } from '../cores/text.ts';
import { facts } from './closing.ts';
import { machineBoxes } from './machine-boxes.ts';
import { html } from './markup.ts';
import { answer } from './outcome.ts';
import { htmlPage } from './page.ts';
import { foldedTable, tableOf } from './table.ts';

const LIMIT_COLUMNS = [
  { title: 'what limits us', align: 'left' },
  { title: 'CPUs', align: 'right' },
  { title: 'detail', align: 'left' },
  { title: 'read from', align: 'left' },
] as const;

const CLAIM_COLUMNS = [
  { title: 'who believes', align: 'left' },
  { title: 'CPUs', align: 'right' },
  { title: 'wrong by', align: 'right' },
  { title: 'its rule', align: 'left' },
] as const;

const SETTING_COLUMNS = [
  { title: 'tool', align: 'left' },
  { title: 'workers', align: 'right' },
  { title: 'what to type', align: 'left' },
] as const;

/** A page about what there is, what we may use of it, and who is wrong about that. */
export function coresHtml(report: CoresReport): string {
  const { limits, claims, caches, recommendations } = report;
  return htmlPage(report, {
    command: 'cores',
    title: 'How many cores are there, really?',
    lead: html`<p>${headline(report)}</p>`,
    body: html`${answer(effectiveLine(report), 'may be used in the long run.')}
${facts([
  ['CPUs', countsLine(report)],
  ['Caches', cacheSummary(caches)],
  ['Measured', measuredLine(report)],
])}
<h2>The machine</h2>
${machineBoxes(report)}
<h2>Limits</h2>
${tableOf(
  'What limits us',
  LIMIT_COLUMNS,
  limits.map(({ source, cpus, detail, path }) => [
    source,
    decimal(cpus),
    detail,
    path === null ? '-' : html`<code>${path}</code>`,
  ]),
)}
<h2>Who believes what</h2>
${foldedTable(
  'How many CPUs each believes there are',
  CLAIM_COLUMNS,
  claims.map((claim) => claimCells(claim, report)),
)}
${recommendations.length > 0 && html`<h2>What to tell each tool</h2>`}
${foldedTable(
  'A worker for each whole CPU',
  SETTING_COLUMNS,
  recommendations.map(({ tool, workers, setting }) => [tool, workers, html`<code>${setting}</code>`]),
)}`,
  });
}

import type { CheckReport, CheckResult } from '../../../model/check.ts';
import { summaryOf } from '../check/text.ts';
import { html } from './markup.ts';
import { outcomeBadge, verdict } from './outcome.ts';
import { htmlPage } from './page.ts';
import { tableOf } from './table.ts';

const COLUMNS = [
  { title: 'check', align: 'left' },
  { title: 'outcome', align: 'left' },
  { title: 'passes when', align: 'left' },
  { title: 'expected', align: 'left' },
  { title: 'observed', align: 'left' },
  { title: 'because', align: 'left' },
  { title: 'took', align: 'right' },
] as const;

/** A page about what a CI runner is good for. */
export function checkHtml(report: CheckReport): string {
  return htmlPage(report, {
    command: 'check',
    title: 'Is this machine good for parallel work?',
    lead: null,
    body: html`${verdict(report.outcome, summaryOf(report))}
${tableOf('Checks', COLUMNS, report.checks.map(cellsOf))}`,
  });
}

function cellsOf({ id, title, outcome, expected, observed, because, seconds }: CheckResult) {
  const took = seconds === null ? '-' : `${seconds.toFixed(2)} s`;
  return [id, outcomeBadge(outcome), title, expected, observed, because, took];
}

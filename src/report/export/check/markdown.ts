import type { CheckReport } from '../../../model/check.ts';
import { escapeMarkup, markdownTable } from '../../markup.ts';
import { summaryOf } from './text.ts';

const MARKS = { pass: '✅ pass', fail: '❌ fail', inconclusive: '❔ inconclusive' } as const;

/** The report as Markdown: a job's summary. */
export function checkMarkdown(report: CheckReport): string {
  const { outcome, checks, warnings } = report;
  return [
    `## concur check: ${MARKS[outcome]}`,
    '',
    escapeMarkup(summaryOf(report)),
    '',
    ...markdownTable(
      ['check', 'outcome', 'expected', 'observed', 'because'],
      checks.map((check) => [check.id, MARKS[check.outcome], check.expected, check.observed, check.because]),
    ),
    '',
    ...warnings.map(({ message }) => `> **Warning:** ${escapeMarkup(message)}\n`),
  ].join('\n');
}

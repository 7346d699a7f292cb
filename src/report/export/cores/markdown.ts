import type { CoresReport } from '../../../model/cores-report.ts';
import { escapeMarkup, markdownTable } from '../../markup.ts';
import { cacheSummary } from '../../text/caches.ts';
import { measuredWords } from './text.ts';

/** The report as Markdown: for an issue, a job's summary. */
export function coresMarkdown(report: CoresReport): string {
  const { machine, counts, effectiveCpus, limits, claims, measured, warnings, caches } = report;
  const say = (value: unknown) => (value === null ? '?' : `${value}`);
  return [
    `## ${escapeMarkup(machine?.cpuModel ?? 'CPU of unknown model')}: ${say(effectiveCpus)} effective CPUs`,
    '',
    ...markdownTable(Object.keys(counts), [Object.values(counts).map(say)]),
    '',
    `Caches: ${escapeMarkup(cacheSummary(caches))}`,
    '',
    `Measured: ${escapeMarkup(measured === null ? 'not measured' : measuredWords(measured))}`,
    '',
    ...markdownTable(
      ['what limits us', 'CPUs', 'detail', 'read from'],
      limits.map(({ source, cpus, detail, path }) => [source, say(cpus), detail, path ?? '']),
    ),
    '',
    ...markdownTable(
      ['who believes', 'CPUs', 'wrong by', 'its rule'],
      claims.map(({ source, cpus, wrongBy, rule }) => [source, say(cpus), say(wrongBy), rule]),
    ),
    '',
    ...warnings.map(({ message }) => `> **Warning:** ${escapeMarkup(message)}\n`),
  ].join('\n');
}

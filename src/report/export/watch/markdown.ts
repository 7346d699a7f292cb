import { formatCpuList } from '../../../base/cpu-list.ts';
import { formatNs, formatRatio, formatShare } from '../../../base/units.ts';
import type { WatchedThreadRecord, WatchReport } from '../../../model/watch.ts';
import { escapeMarkup, markdownTable } from '../../markup.ts';
import { splitOf, watchedName } from './text.ts';

const TITLES = [
  'thread',
  'PID',
  'TID',
  'CPUs seen',
  'migrations',
  'ran',
  'running',
  'waiting for a core',
  'blocked',
];

/** The report as Markdown: for an issue, a README, a job's summary. */
export function watchMarkdown(report: WatchReport): string {
  const { kind, because, r, d, durationNs, threads, warnings } = report;
  return [
    `## ${escapeMarkup(watchedName(report))}: ${kind ?? 'unknown'}`,
    '',
    `**R ${formatRatio(r)}, D ${formatRatio(d)}** in ${formatNs(durationNs)}, because ${escapeMarkup(because)}`,
    '',
    ...markdownTable(TITLES, threads.map(cellsOf)),
    '',
    ...warnings.map(({ message }) => `> **Warning:** ${escapeMarkup(message)}\n`),
  ].join('\n');
}

function cellsOf(thread: WatchedThreadRecord): string[] {
  const split = splitOf(thread);
  return [
    thread.comm,
    `${thread.pid}`,
    `${thread.tid}`,
    formatCpuList(Object.keys(thread.cpusSeen).map(Number)),
    `${thread.migrations}`,
    formatNs(thread.runNs),
    formatShare(split?.running ?? null),
    formatShare(split?.waiting ?? null),
    formatShare(split?.blocked ?? null),
  ];
}

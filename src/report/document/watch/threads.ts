import { formatNs } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import { splitOfTimes } from '../../style/time-split.ts';
import { cpusWords, SPLIT_TITLE, switchesOf } from '../../words/figures.ts';
import { waitSharesText } from '../../words/wait-names.ts';
import { type FigureColumn, group, tableOf, withoutEmpty } from '../parts.ts';
import type { Section, Table } from '../section.ts';
import { singleThreads, type ThreadGroup, threadGroups } from './thread-groups.ts';

/** More rows than this tell nothing more on a terminal: a line says what the others did. */
const MOST_ROWS = 16;

const TITLE = 'Threads, those that ran most first';
const GROUPS_NOTE = '×: threads of one name, and their times together; --threads shows each of them.';

const COLUMNS: readonly FigureColumn<ThreadGroup>[] = [
  { title: 'thread', align: 'left', cell: nameOf },
  { title: 'PID', align: 'right', cell: pidWords },
  { title: 'TID', align: 'right', cell: ({ threads }) => (isSingle(threads) ? `${threads[0]?.tid}` : '') },
  { title: 'seen on CPU', align: 'left', cell: ({ cpusSeen }) => cpusWords(cpusSeen) },
  { title: 'migrations', align: 'right', cell: ({ migrations }) => `${migrations}` },
  { title: 'context switches', align: 'right', cell: switchesOf },
  { title: 'ran', align: 'right', cell: ({ runNs }) => formatNs(runNs) },
  {
    title: SPLIT_TITLE,
    align: 'left',
    cell: (row) => ({ split: splitOfTimes(row, row.threads.length), label: labelOf(row) }),
  },
  {
    title: 'blocked in',
    align: 'left',
    isForPages: true,
    cell: (row) => waitSharesText(row.waits, row.runNs + row.runDelayNs + row.blockedNs),
  },
];

/** A row for each thread, or for those that are alike; pages have each of them. */
export function threadSections(report: WatchReport, showsAll: boolean): Section[] {
  const single = singleThreads(report.threads);
  const groups = showsAll ? single : threadGroups(report.threads);
  if (groups.length === single.length) return threadsTable(report, single, '');
  return [
    ...threadsTable(report, groups, GROUPS_NOTE),
    ...group('Each thread by itself', threadsTable(report, single, ''), { isFolded: true, isForPages: true }),
  ];
}

function threadsTable({ omittedThreads }: WatchReport, rows: readonly ThreadGroup[], about: string): Table[] {
  const isLong = rows.length > MOST_ROWS || omittedThreads > 0;
  const short = isLong ? { rows: MOST_ROWS, rest: restWords(rows.slice(MOST_ROWS), omittedThreads) } : null;
  const omitted =
    omittedThreads > 0 ? `${omittedThreads} more threads, which ran least, are not listed.` : '';
  const note = [about, omitted].filter((one) => one !== '').join(' ');
  return tableOf(TITLE, withoutEmpty(COLUMNS, rows), rows, { short, note });
}

function restWords(rest: readonly ThreadGroup[], omittedThreads: number): string {
  const ranNs = rest.reduce((sum, { runNs }) => sum + runNs, 0);
  const count = rest.reduce((sum, { threads }) => sum + threads.length, omittedThreads);
  const orMore = omittedThreads > 0 ? ' or more' : '';
  return `+${count} more, which ran ${formatNs(ranNs)} in all${orMore}`;
}

function isSingle(threads: readonly unknown[]): boolean {
  return threads.length === 1;
}

/** `python3 ×30`. */
function nameOf({ comm, threads }: ThreadGroup): string {
  return isSingle(threads) ? comm : `${comm} ×${threads.length}`;
}

function labelOf(row: ThreadGroup): string {
  return isSingle(row.threads) ? `${row.comm} ${row.threads[0]?.tid}` : nameOf(row);
}

function pidWords({ threads }: ThreadGroup): string {
  const pids = new Set(threads.map(({ pid }) => pid));
  return pids.size === 1 ? `${threads[0]?.pid}` : `${pids.size} PIDs`;
}

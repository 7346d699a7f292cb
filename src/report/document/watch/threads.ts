import { formatCpuList } from '../../../base/cpu-list.ts';
import { formatNs } from '../../../base/units.ts';
import type { WatchedThreadRecord, WatchReport } from '../../../model/documents/watch.ts';
import type { TimeSplit } from '../../style/three-part-bar.ts';
import { cpusWords, SPLIT_TITLE, switchesOf } from '../../words/figures.ts';
import type { Records } from '../document.ts';
import { type RecordColumns, recordsOf } from '../document.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Table } from '../section.ts';

/** More rows than this tell nothing more on a terminal: a line says what the others did. */
const MOST_ROWS = 16;

const COLUMNS: readonly FigureColumn<WatchedThreadRecord>[] = [
  { title: 'thread', align: 'left', cell: ({ comm }) => comm },
  { title: 'PID', align: 'right', cell: ({ pid }) => `${pid}` },
  { title: 'TID', align: 'right', cell: ({ tid }) => `${tid}` },
  { title: 'seen on CPU', align: 'left', cell: ({ cpusSeen }) => cpusWords(cpusSeen) },
  { title: 'migrations', align: 'right', cell: ({ migrations }) => `${migrations}` },
  { title: 'context switches', align: 'right', cell: switchesOf },
  { title: 'ran', align: 'right', cell: ({ runNs }) => formatNs(runNs) },
  {
    title: SPLIT_TITLE,
    align: 'left',
    cell: (thread) => ({ split: splitOf(thread), label: `${thread.comm} ${thread.tid}` }),
  },
];

/** A row for each thread, those that ran most first. */
export function threadsTable({ threads, omittedThreads }: WatchReport): Table[] {
  const isLong = threads.length > MOST_ROWS || omittedThreads > 0;
  const short = isLong
    ? { rows: MOST_ROWS, rest: restWords(threads.slice(MOST_ROWS), omittedThreads) }
    : null;
  const note = omittedThreads > 0 ? `${omittedThreads} more threads, which ran least, are not listed.` : '';
  return tableOf('Threads, those that ran most first', COLUMNS, threads, { short, note });
}

function restWords(rest: readonly WatchedThreadRecord[], omittedThreads: number): string {
  const ranNs = rest.reduce((sum, { runNs }) => sum + runNs, 0);
  const orMore = omittedThreads > 0 ? ' or more' : '';
  return `+${rest.length + omittedThreads} more, which ran ${formatNs(ranNs)} in all${orMore}`;
}

/** Where a watched thread's time went, as shares of the time in which it was seen. */
function splitOf({ runNs, runDelayNs, blockedNs }: WatchedThreadRecord): TimeSplit | null {
  const wholeNs = runNs + runDelayNs + blockedNs;
  if (wholeNs <= 0) return null;
  return { running: runNs / wholeNs, waiting: runDelayNs / wholeNs, blocked: blockedNs / wholeNs };
}

const RECORD_COLUMNS: RecordColumns<WatchedThreadRecord> = {
  pid: ({ pid }) => pid,
  tid: ({ tid }) => tid,
  comm: ({ comm }) => comm,
  firstSeenNs: ({ firstSeenNs }) => firstSeenNs,
  lastSeenNs: ({ lastSeenNs }) => lastSeenNs,
  runNs: ({ runNs }) => runNs,
  runDelayNs: ({ runDelayNs }) => runDelayNs,
  blockedNs: ({ blockedNs }) => blockedNs,
  cpusSeen: ({ cpusSeen }) => formatCpuList(Object.keys(cpusSeen).map(Number)),
  migrations: ({ migrations }) => migrations,
  voluntarySwitches: ({ voluntarySwitches }) => voluntarySwitches,
  involuntarySwitches: ({ involuntarySwitches }) => involuntarySwitches,
  isBusy: ({ isBusy }) => isBusy,
};

export function threadRecords(threads: readonly WatchedThreadRecord[]): Records {
  return recordsOf(RECORD_COLUMNS, threads);
}

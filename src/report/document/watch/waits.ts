import { countOf, formatNs } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import type { WaitedFor } from '../../../model/waits.ts';
import { blockedTimeText } from '../../words/blocked-time.ts';
import { waitedForText } from '../../words/waited-for.ts';
import { type FigureColumn, note, paragraph, tableOf } from '../parts.ts';
import type { Section } from '../section.ts';
import { blockedTime } from './blocked-time.ts';

/** A terminal names so many. */
const MOST_ROWS = 10;
/** What took less of the longest isn’t worth a row on a terminal. */
const LEAST_OF_LONGEST = 0.01;

/** What the blocked time was spent on, in a sentence, and of whom that isn’t known. */
export function blockedSections(report: WatchReport): Section[] {
  const blocked = blockedTime(report);
  const { waitsUnread } = report;
  return [
    ...(blocked === null ? [] : [paragraph(blockedTimeText(blocked))]),
    ...(waitsUnread === null
      ? []
      : [
          note(
            `What ${countOf(waitsUnread.threads, 'thread')} waited for couldn’t be read: ${waitsUnread.why}.`,
          ),
        ]),
  ];
}

const COLUMNS: readonly FigureColumn<WaitedFor>[] = [
  { title: 'threads', align: 'right', cell: ({ threads }) => `${threads}` },
  { title: 'in all', align: 'right', cell: ({ ns }) => formatNs(ns) },
  { title: 'waited for', align: 'left', wraps: true, cell: waitedForText },
];

/** What threads waited for, one by one: all threads together. */
export function waitedForTable({ waitedFor }: WatchReport): Section[] {
  const longestNs = waitedFor[0]?.ns ?? 0;
  const worth = waitedFor.filter(({ ns }) => ns >= LEAST_OF_LONGEST * longestNs).length;
  const rows = Math.min(MOST_ROWS, worth);
  const rest = waitedFor.slice(rows);
  const restNs = rest.reduce((sum, { ns }) => sum + ns, 0);
  const short = rest.length === 0 ? null : { rows, rest: `+${rest.length} more, ${formatNs(restNs)} in all` };
  return tableOf('What all threads waited for', COLUMNS, waitedFor, { short });
}

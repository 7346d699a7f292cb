import { formatNs } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import type { WaitedLock } from '../../../model/waits.ts';
import { deadlockWords } from '../../words/deadlock.ts';
import { circleLines } from '../../words/deadlock-circle.ts';
import { lockName } from '../../words/lock-name.ts';
import { deadlockedText, lockText, parkedText, threadName } from '../../words/locks.ts';
import { type FigureColumn, group, tableOf } from '../parts.ts';
import type { Section } from '../section.ts';
import { deadlockedLocks, isRealLock } from './real-locks.ts';

/** A terminal names so many. */
const MOST_NAMED = 8;

/** Threads that wait for each other in a circle: as a drawing; in words where the verdict is about something else. */
export function deadlockSections({ deadlock, locks, because }: WatchReport): Section[] {
  if (deadlock === null || deadlock.length === 0) return [];
  const text = deadlockWords({ threads: deadlock, locks });
  const said: Section[] = because.startsWith(text)
    ? []
    : [{ kind: 'paragraph', lead: null, text, tone: 'alarm' }];
  return group('Deadlock', [{ kind: 'picture', lines: circleLines(deadlock) }, ...said]);
}

/** A sentence for each lock, and one for all words at which a thread was only parked; pages have each in a table. */
export function lockSections(report: WatchReport): Section[] {
  const { locks, threads, causes } = report;
  const deadlocked = deadlockedLocks(report);
  const named = new Set(causes.flatMap((cause) => ('at' in cause && cause.at != null ? [cause.at.id] : [])));
  const real = locks.filter((lock) => isRealLock(lock) || deadlocked.has(lock.id));
  const parked = locks.filter((lock) => !real.includes(lock));
  const items = [
    ...real
      .slice(0, MOST_NAMED)
      .map((lock) =>
        deadlocked.has(lock.id) ? deadlockedText(lock) : lockText(lock, threads, named.has(lock.id)),
      ),
    ...(real.length > MOST_NAMED ? [`and ${real.length - MOST_NAMED} more locks`] : []),
    ...(parked.length === 0 ? [] : [parkedText(parked)]),
  ];
  if (items.length === 0) return [];
  return [
    ...group('Locks', [{ kind: 'list', tone: 'plain', items }]),
    ...group('Each lock, and where its word lies', tableOf('Locks', columnsFor(threads), locks), {
      isFolded: true,
      isForPages: true,
    }),
  ];
}

function columnsFor(threads: WatchReport['threads']): FigureColumn<WaitedLock>[] {
  return [
    { title: 'lock', align: 'left', cell: ({ id }) => id },
    { title: 'PID', align: 'right', cell: ({ pid }) => `${pid}` },
    { title: 'address', align: 'left', cell: ({ address }) => ({ code: address }) },
    { title: 'name', align: 'left', cell: lockName },
    { title: 'waited, in all', align: 'right', cell: ({ ns }) => formatNs(ns) },
    { title: 'threads that waited (TIDs)', align: 'left', cell: ({ waiters }) => waiters.join(', ') },
    {
      title: 'held by',
      align: 'left',
      cell: ({ owner }) => (owner === null ? '' : threadName(owner, threads)),
    },
  ];
}

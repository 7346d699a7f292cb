import { formatNs } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import type { WaitedLock } from '../../../model/waits.ts';
import { deadlockWords } from '../../words/deadlock.ts';
import { circleLines } from '../../words/deadlock-circle.ts';
import { lockName } from '../../words/lock-name.ts';
import { deadlockedText, idleText, lockText, parkedText, threadName } from '../../words/locks.ts';
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

/** A sentence for each lock, and one for all others at which nobody was kept from work; pages have each in a table. */
export function lockSections(report: WatchReport): Section[] {
  const { locks, threads } = report;
  if (locks.length === 0) return [];
  return [
    ...group('Locks', [{ kind: 'list', tone: 'plain', items: lockItems(report) }]),
    ...group('Each lock, and where its word lies', tableOf('Locks', columnsFor(threads), locks), {
      isFolded: true,
      isForPages: true,
    }),
  ];
}

function lockItems(report: WatchReport): string[] {
  const { locks, threads, causes, kind } = report;
  const deadlocked = deadlockedLocks(report);
  const named = new Set(causes.flatMap((cause) => ('at' in cause && cause.at != null ? [cause.at.id] : [])));
  const busy = new Set(threads.flatMap(({ tid, isBusy }) => (isBusy ? [tid] : [])));
  // Of a program that only waits, none is idle beside others that work.
  const isIdle = ({ waiters, owner }: WaitedLock) =>
    kind !== 'WAITING' && owner === null && !waiters.some((tid) => busy.has(tid));
  const real = locks.filter((lock) => isRealLock(lock) || deadlocked.has(lock.id));
  const parked = locks.filter((lock) => !real.includes(lock));
  const idle = real.filter((lock) => isIdle(lock) && !deadlocked.has(lock.id));
  const told = real.filter((lock) => !idle.includes(lock));
  return [
    ...told
      .slice(0, MOST_NAMED)
      .map((lock) =>
        deadlocked.has(lock.id) ? deadlockedText(lock) : lockText(lock, threads, named.has(lock.id)),
      ),
    ...(told.length > MOST_NAMED ? [`and ${told.length - MOST_NAMED} more locks`] : []),
    ...(idle.length === 0 ? [] : [idleText(idle)]),
    ...(parked.length === 0 ? [] : [parkedText(parked)]),
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

import { formatNs } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import type { WaitedLock } from '../../../model/waits.ts';
import { circleLines, circleText } from '../../words/deadlock-circle.ts';
import { lockName } from '../../words/lock-name.ts';
import { lockText, parkedText, threadName } from '../../words/locks.ts';
import { type FigureColumn, group, tableOf } from '../parts.ts';
import type { Section } from '../section.ts';
import { isRealLock } from './real-locks.ts';

/** A terminal names so many. */
const MOST_NAMED = 8;

/** Threads that wait for each other in a circle: as a drawing, and in words. */
export function deadlockSections({ deadlock, locks }: WatchReport): Section[] {
  if (deadlock === null || deadlock.length === 0) return [];
  return group('Deadlock', [
    { kind: 'picture', lines: circleLines(deadlock, locks) },
    { kind: 'paragraph', lead: null, text: circleText(deadlock, locks), tone: 'alarm' },
  ]);
}

/** A sentence for each lock, and one for all words at which a thread was only parked; pages have each in a table. */
export function lockSections({ locks, threads }: WatchReport): Section[] {
  const real = locks.filter(isRealLock);
  const parked = locks.filter((lock) => !isRealLock(lock));
  const items = [
    ...real.slice(0, MOST_NAMED).map((lock) => lockText(lock, threads)),
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

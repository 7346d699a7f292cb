import { formatRatio } from '../../base/units.ts';
import type { LockPlace } from '../../model/cause.ts';
import type { WaitedLock } from '../../model/waits.ts';
import { symbolName } from './symbol-name.ts';

type Named = Pick<WaitedLock, 'where' | 'symbol' | 'file' | 'isGil'>;

/** `counter_lock in m`, `Python’s GIL (_PyRuntime in libpython3.11.so.1.0)`, `a lock on the heap`. */
export function lockName({ where, symbol, file, isGil }: Named): string {
  const name = symbol === null ? null : `${symbolName(symbol)}${file === null ? '' : ` in ${file}`}`;
  if (isGil) return `Python’s GIL (${name ?? where})`;
  if (name !== null) return name;
  const place = PLACES[where];
  return place === undefined ? `a lock at ${where}` : `a lock ${place}`;
}

const PLACES: Readonly<Record<string, string>> = {
  heap: 'on the heap',
  stack: 'on a stack',
  'anonymous memory': 'in anonymous memory',
  'shared memory': 'in shared memory',
  unknown: 'whose memory couldn’t be read',
};

/** Where threads waited, and how many. */
export function waitingAtText(at: LockPlace): string {
  return `${lockName(at)}, at which ${formatRatio(at.waiting)} of them waited on average (lock ${at.id})`;
}

import { NO_WAITS, UNKNOWN_WAITS, type WaitKind, type Waits } from '../model/waits.ts';

/** Times (ns) by kinds, which may come several times. */
export function kindsOf(times: Iterable<readonly [WaitKind, number]>): Waits {
  const sums = noWaits();
  for (const [kind, ns] of times) sums[kind] += ns;
  return sums;
}

/** Of all threads of which it is known; null where it is of none. */
export function summedWaits(all: readonly Waits[]): Waits {
  const known = all.filter(({ lock }) => lock !== null);
  if (known.length === 0) return UNKNOWN_WAITS;
  const sums = noWaits();
  for (const waits of known)
    for (const kind of Object.keys(sums) as (keyof Waits)[]) sums[kind] += waits[kind] ?? 0;
  return sums;
}

function noWaits(): { -readonly [Kind in keyof Waits]: number } {
  return { ...NO_WAITS } as { -readonly [Kind in keyof Waits]: number };
}

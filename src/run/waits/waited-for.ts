import type { Wait } from '../../machine/follow/waits/wait.ts';
import type { WaitedFor, WaitObject } from '../../model/waits.ts';
import type { ThreadWaits } from './thread-waits.ts';

/** So many are told of. */
const MOST = 100;

/** What threads waited for, whichever of them did: those that took longest first. */
export function waitedForBy(threads: readonly ThreadWaits[]): WaitedFor[] {
  const sums = new Map<string, { wait: Wait; ns: number; tids: Set<number> }>();
  for (const { tid, waits } of threads) {
    for (const [wait, ns] of waits ?? []) {
      const key = `${wait.kind} ${wait.call} ${keyOf(wait.object)}`;
      const sum = sums.get(key) ?? { wait, ns: 0, tids: new Set() };
      sums.set(key, sum);
      sum.ns += ns;
      sum.tids.add(tid);
    }
  }
  return [...sums.values()]
    .filter(({ ns }) => ns > 0)
    .sort((a, b) => b.ns - a.ns)
    .slice(0, MOST)
    .map(({ wait: { kind, call, object }, ns, tids }) => ({ kind, call, object, threads: tids.size, ns }));
}

function keyOf(object: WaitObject | null): string {
  if (object === null) return '';
  return `${object.type} ${object.name} ${object.otherEnd.map(({ pid }) => pid)}`;
}

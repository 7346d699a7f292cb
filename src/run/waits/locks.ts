import type { Wait } from '../../machine/follow/waits/wait.ts';
import type { WaitedLock } from '../../model/waits.ts';
import type { ThreadWaits } from './thread-waits.ts';

/** So many are told of. */
const MOST = 100;

/** A lock with its words. */
export interface SeenLock extends WaitedLock {
  readonly waits: ReadonlySet<Wait>;
  /** Waited there by those that did the work, in ns. */
  readonly busyNs: number;
}

/** What is known of a futex beside who waits there. */
export interface LockFacts {
  /** What tells the lock from others of all processes: words of one condition variable have the same, and so has memory that several share. */
  readonly identity: string;
  readonly name: Pick<WaitedLock, 'where' | 'symbol' | 'file' | 'isGil'>;
  readonly owner: number | null;
}

/** The locks at which threads waited: those that kept several up first, and then those that took longest. @param describe is asked once for each futex */
export function locksOf(
  threads: readonly ThreadWaits[],
  describe: (wait: Wait, address: number) => LockFacts,
): SeenLock[] {
  const sums = new Map<string, Sum>();
  const keys = new Map<Wait, string>();
  for (const { tid, isBusy, waits } of threads) {
    for (const [wait, ns] of waits ?? []) {
      if (wait.address === null || ns <= 0) continue;
      const key = keys.get(wait) ?? describe(wait, wait.address).identity;
      keys.set(wait, key);
      const sum = sums.get(key) ?? { first: wait, waits: new Set(), tids: new Map(), ns: 0, busyNs: 0 };
      sums.set(key, sum);
      sum.waits.add(wait);
      sum.tids.set(tid, (sum.tids.get(tid) ?? 0) + ns);
      sum.ns += ns;
      if (isBusy) sum.busyNs += ns;
    }
  }
  return [...sums.values()]
    .sort((a, b) => crowdNs(b) - crowdNs(a) || b.ns - a.ns)
    .slice(0, MOST)
    .map((sum, index) => lockOf(sum, idOf(index), describe));
}

/** As its document has it. */
export function plainLock({ waits: _, busyNs: __, ...lock }: SeenLock): WaitedLock {
  return lock;
}

interface Sum {
  readonly first: Wait;
  readonly waits: Set<Wait>;
  readonly tids: Map<number, number>;
  ns: number;
  busyNs: number;
}

/** Time that those who did the work spent at a lock beside others: where one is parked alone, nobody is kept up. */
function crowdNs({ tids, busyNs }: Sum): number {
  return tids.size > 1 ? busyNs : 0;
}

function lockOf(
  { first, waits, tids, ns, busyNs }: Sum,
  id: string,
  describe: (wait: Wait, address: number) => LockFacts,
): SeenLock {
  const address = first.address ?? 0;
  const facts = [...waits].map((wait) => describe(wait, wait.address ?? 0));
  return {
    id,
    pid: first.pid,
    address: `0x${address.toString(16)}`,
    ...(facts[0] as LockFacts).name,
    ns,
    waiters: [...tids].sort(([, a], [, b]) => b - a).map(([tid]) => tid),
    owner: facts.find(({ owner }) => owner !== null)?.owner ?? null,
    shared: tids.size > 1,
    waits,
    busyNs,
  };
}

/** A, B, … Z, AA, AB, … */
function idOf(index: number): string {
  const letter = String.fromCharCode(0x41 + (index % 26));
  return index < 26 ? letter : `${idOf(Math.floor(index / 26) - 1)}${letter}`;
}

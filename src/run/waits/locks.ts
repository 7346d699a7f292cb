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
  /** How many of them waited there. */
  readonly busyWaiters: number;
}

/** What is known of a futex beside who waits there. */
export interface LockFacts {
  /** What tells its word from others of all processes: that of memory that several share is one. */
  readonly identity: string;
  /** The same for both words of a condition variable. */
  readonly word: string;
  readonly name: Pick<WaitedLock, 'where' | 'symbol' | 'file' | 'isGil'>;
  readonly owner: number | null;
}

/** The locks at which threads waited: those that kept several up first, and then those that took longest. @param describe is asked once for each futex */
export function locksOf(
  threads: readonly ThreadWaits[],
  describe: (wait: Wait, address: number) => LockFacts,
): SeenLock[] {
  const sums = new Map<string, Sum>();
  const known = new Map<Wait, LockFacts>();
  for (const { tid, isBusy, waits } of threads) {
    for (const [wait, ns] of waits ?? []) {
      if (wait.address === null || ns <= 0) continue;
      const facts = known.get(wait) ?? describe(wait, wait.address);
      known.set(wait, facts);
      const sum = sums.get(facts.identity) ?? {
        first: wait,
        word: facts.word,
        waits: new Set(),
        tids: new Map(),
        busyTids: new Set(),
        ns: 0,
        busyNs: 0,
      };
      sums.set(facts.identity, sum);
      sum.waits.add(wait);
      sum.tids.set(tid, (sum.tids.get(tid) ?? 0) + ns);
      sum.ns += ns;
      if (!isBusy) continue;
      sum.busyNs += ns;
      sum.busyTids.add(tid);
    }
  }
  return joinedWords([...sums.values()])
    .sort((a, b) => crowdNs(b) - crowdNs(a) || b.ns - a.ns)
    .slice(0, MOST)
    .map((sum, index) => lockOf(sum, idOf(index), known));
}

/** The lock that each word is of. */
export function locksByWait(locks: readonly SeenLock[]): ReadonlyMap<Wait, SeenLock> {
  return new Map(locks.flatMap((lock) => [...lock.waits].map((wait) => [wait, lock] as const)));
}

/** As its document has it. */
export function plainLock({ waits: _, busyNs: __, busyWaiters: ___, ...lock }: SeenLock): WaitedLock {
  return lock;
}

interface Sum {
  readonly first: Wait;
  readonly word: string;
  readonly waits: Set<Wait>;
  readonly tids: Map<number, number>;
  readonly busyTids: Set<number>;
  ns: number;
  busyNs: number;
}

/** Time that those who did the work spent at a lock beside others: where one is parked alone, nobody is kept up. */
function crowdNs({ busyTids, busyNs }: Sum): number {
  return busyTids.size > 1 ? busyNs : 0;
}

/** A condition variable's two words, on which its waiters sleep in turn, are neighbours (glibc, nptl/pthread_cond_wait.c). Mutexes of four bytes may be neighbours, too. */
function joinedWords(sums: readonly Sum[]): Sum[] {
  const joined = new Map<string, Sum>();
  const apart: Sum[] = [];
  for (const sum of sums) {
    const other = joined.get(sum.word);
    if ([...sum.waits].some(({ isMutex }) => isMutex)) apart.push(sum);
    else if (other === undefined) joined.set(sum.word, sum);
    else merge(other, sum);
  }
  return [...joined.values(), ...apart];
}

function merge(into: Sum, { waits, tids, busyTids, ns, busyNs }: Sum): void {
  for (const wait of waits) into.waits.add(wait);
  for (const [tid, each] of tids) into.tids.set(tid, (into.tids.get(tid) ?? 0) + each);
  for (const tid of busyTids) into.busyTids.add(tid);
  into.ns += ns;
  into.busyNs += busyNs;
}

function lockOf(
  { first, waits, tids, busyTids, ns, busyNs }: Sum,
  id: string,
  known: ReadonlyMap<Wait, LockFacts>,
): SeenLock {
  const address = first.address ?? 0;
  const facts = [...waits].map((wait) => known.get(wait) as LockFacts);
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
    busyWaiters: busyTids.size,
  };
}

/** A, B, … Z, AA, AB, … */
function idOf(index: number): string {
  const letter = String.fromCharCode(0x41 + (index % 26));
  return index < 26 ? letter : `${idOf(Math.floor(index / 26) - 1)}${letter}`;
}

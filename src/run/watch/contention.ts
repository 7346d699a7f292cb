import type { ContentionCause, LockCause, LockPlace, SpinningCause } from '../../model/cause.ts';
import type { WatchedThreadRecord } from '../../model/documents/watch.ts';
import type { Kind } from '../../model/trial/observation.ts';
import { switchesPerSecond } from '../../stats/busy-threads.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { contends, wantsCoresAtOnce } from '../../stats/verdict.ts';
import { mayWaitForEachOther } from '../../stats/waiting.ts';
import type { WaitShares, WatchedFigures } from '../../stats/watched-figures.ts';
import type { WatchedRule } from '../../stats/watched-verdict.ts';

/** What the processes of a program ran, by their PIDs. */
export interface Programs {
  /** Their files: `python3.11`. */
  readonly programs: ReadonlyMap<number, string>;
  /** The OpenMP libraries that they had mapped. */
  readonly openmp: ReadonlyMap<number, string>;
}

export interface Life {
  readonly lifeNs: number;
  readonly runNs: number;
  readonly runDelayNs: number;
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
}

/** The threads that did the work. */
export interface BusyThreads {
  readonly records: readonly WatchedThreadRecord[];
  readonly lives: readonly Life[];
  /** What they are to each other. */
  readonly between: LockCause['between'];
}

export function busyThreadsOf(
  threads: readonly WatchedThreadRecord[],
  programs: Programs['programs'],
): BusyThreads {
  const records = threads.filter(({ isBusy }) => isBusy);
  return { records, lives: records.map(lifeOf), between: betweenWhom(records, programs) };
}

export function lifeOf(thread: WatchedThreadRecord): Life {
  const { firstSeenNs, lastSeenNs, runNs, runDelayNs, voluntarySwitches, involuntarySwitches } = thread;
  return { lifeNs: lastSeenNs - firstSeenNs, runNs, runDelayNs, voluntarySwitches, involuntarySwitches };
}

/** What busy threads wait for from each other, or may: a lock, contention, or spinning. */
export function sharedBy(
  { rule, kind }: { readonly rule: WatchedRule; readonly kind: Kind },
  figures: WatchedFigures,
  { records, lives, between }: BusyThreads,
  { openmp }: Programs,
  at: LockPlace | null,
): (LockCause | ContentionCause | SpinningCause)[] {
  const { yieldRate, waits } = figures;
  if (kind === 'SERIALISED') {
    const how = rule === 'hogged' ? (at === null ? 'own-locks' : 'one-lock') : turnsBy(rule, waits);
    const by = how === null ? {} : { by: how, at: how === 'one-lock' ? at : null };
    return [{ kind: 'lock', switchesPerSecond: switchesPerSecond(lives), between, ...by }];
  }
  const spinning = { kind: 'spinning', preemptionsPerSecond: yieldRate } as const;
  if (rule === 'spinning') return [{ ...spinning, by: 'yields', library: null }];
  const library = wantsCoresAtOnce(kind) ? teamIn(records, openmp) : null;
  if (library !== null) return [{ ...spinning, by: 'openmp', library }];
  return contentionOf(rule, figures, lives, between, at);
}

/** What those that run one at a time wait for. */
function turnsBy(rule: WatchedRule, waits: WaitShares | null): NonNullable<LockCause['by']> | null {
  const { mostlyWaits } = THRESHOLDS;
  if (rule === 'file-lock') return 'file-lock';
  if (waits === null) return null;
  const { oneLock, anyLock, fileLock } = waits;
  if (fileLock >= mostlyWaits) return 'file-lock';
  if (oneLock >= mostlyWaits) return 'one-lock';
  return anyLock >= mostlyWaits ? 'own-locks' : 'handing';
}

/** GIL builds of Python; a free-threaded one is called python3.14t. */
const PYTHON = /^(python|pypy|graalpy)(?![\d.]*t)/;
const RUBY = /^ruby/;

/** Whether only one of them can run at a time, by their interpreter. */
export function haveGlobalLock({ between }: BusyThreads): boolean {
  return between === 'python-threads' || between === 'ruby-threads';
}

/** Whether they may be a team of an OpenMP library, which meets at barriers. */
export function areTeam({ records }: BusyThreads, { openmp }: Programs): boolean {
  return teamIn(records, openmp) !== null;
}

function betweenWhom(
  busy: readonly WatchedThreadRecord[],
  programs: Programs['programs'],
): LockCause['between'] {
  const pids = [...new Set(busy.map(({ pid }) => pid))];
  if (pids.length > 1) return 'processes';
  const program = programs.get(pids[0] ?? 0) ?? '';
  return PYTHON.test(program) ? 'python-threads' : RUBY.test(program) ? 'ruby-threads' : 'threads';
}

/** The OpenMP library of which several of these threads may be a team; null where there is none. */
function teamIn(busy: readonly WatchedThreadRecord[], openmp: Programs['openmp']): string | null {
  const teams = [...openmp].filter(([pid]) => busy.filter((thread) => thread.pid === pid).length > 1);
  return teams[0]?.[1] ?? null;
}

/** Of several threads that kept a core busy, and most of which were blocked many times a second. */
function contentionOf(
  rule: WatchedRule,
  { r, waits }: WatchedFigures,
  lives: readonly Life[],
  between: LockCause['between'],
  at: LockPlace | null,
): ContentionCause[] {
  const rate = switchesPerSecond(lives);
  if (!mayWaitForEachOther({ waits })) return [];
  if (rate === null || r < THRESHOLDS.lockHeld || rule === 'alone' || rule === 'mostly-one') return [];
  const isAt = (waits?.oneLock ?? 0) >= THRESHOLDS.mostlyWaits;
  const isLikely = contends(rate);
  const often = lives.filter((life) => (switchesPerSecond([life]) ?? 0) >= THRESHOLDS.lockSwitchesPerSecond);
  const isPossible = ['between', 'contended', 'uncertain'].includes(rule) && 2 * often.length > lives.length;
  return isLikely || isPossible
    ? [{ kind: 'contention', switchesPerSecond: rate, isLikely, between, at: isAt ? at : null }]
    : [];
}

import type { Kind } from '../src/model/trial/observation.ts';
import { THRESHOLDS as T } from '../src/stats/thresholds.ts';
import { PLANNED_RULES } from '../src/stats/verdict.ts';
import { WATCHED_RULES, type WatchedRule } from '../src/stats/watched-verdict.ts';

// The tables of docs/watch.md, in the order of the rules and with the thresholds that the code uses. A rule without a row
// doesn't compile; test/docs/verdicts.test.ts compares them with the page.

interface Row {
  readonly when: string;
  readonly advice: string;
}

const oneCore = `busy ≤ ${T.oneCore}, busy + queued from ${T.oneWanted} to ${T.lockWants}, no thread did more than ${T.mostOfTheWork * 100} % of the work`;
const thousand = T.contendedSwitchesPerSecond.toLocaleString('en-US');

const WATCHED: { readonly [rule in WatchedRule]: Row } = {
  spinning: {
    when: `${T.yieldsPerSecond.toLocaleString('en-US')} or more involuntary switches in a second of running, and hardly a voluntary one: the threads spin, as with \`sched_yield\``,
    advice: 'let waiting threads block: busy and queued aren’t work here',
  },
  parallel: {
    when: `busy ≥ ${T.parallelShare} k`,
    advice:
      'find out whether busy is work: threads that spin are busy, too; OpenMP and contention are named where they are seen',
  },
  'one-lock': {
    when: `busy ≤ ${T.lockOverlap}, and all but one wait at the same lock for ${T.mostlyWaits * 100} % of their blocked time; or busy ≤ ${T.oneCore}, and each waits at a word of its own, as runtimes park threads, while one wants to run, and not nearly all. A word that isn’t known to be a mutex or the GIL may be a barrier: it counts where hardly anybody is queued (${T.idle})`,
    advice: 'find the lock; in Python the GIL, in Ruby the GVL: use processes, or calls that release it',
  },
  'file-lock': {
    when: `busy ≤ ${T.oneCore}, busy + queued ≥ ${T.lockHeld}, somebody in flock or fcntl for ${T.mostlyWaits * 100} % of the time`,
    advice: 'lock less of the file, or for shorter',
  },
  hogged: {
    when: `busy ≤ ${T.oneCore}, busy + queued ≥ ${T.oneWanted}, and others wait for ${T.mostlyWaits * 100} % of the time for a lock that one busy thread was found holding again and again, or for a mutex at which they are woken and turned away (${T.wokenPerSecond} time a second or more); or two or more wait at words of their own, woken ${T.wokenInVainPerSecond} times a second each to do next to nothing`,
    advice: 'let it hold the lock for shorter, or give way: others never get it',
  },
  sleepers: {
    when: `at least ${T.mostlyWaits * 100} % of their blocked time in sleeps: they don’t wait for each other`,
    advice: 'let them sleep less; cores don’t shorten a sleep',
  },
  contended: {
    when: `busy + queued ≥ ${T.parallelShare} k, but ${thousand} or more voluntary switches a second each (${T.lockSwitchesPerSecond} or more where busy ≤ ${T.oneCore})`,
    advice: 'find the lock first: woken threads are queued, too, and cores may not help',
  },
  starved: {
    when: `busy + queued ≥ ${T.parallelShare} k; the cause is named: affinity, a quota, steal, neighbours`,
    advice: 'give it the cores, or start fewer threads; those that spin want a core, too',
  },
  uncertain: {
    when: `less than ${T.idleRoom} CPUs were idle, and the threads were queued (${T.idle} or more) or short-lived: others had the cores on which they might have run at once`,
    advice: 'watch it again on a quieter machine',
  },
  'hands-over': {
    when: `${oneCore}, ${T.lockSwitchesPerSecond} or more voluntary switches a second each: one lock. Above ${T.lockWants}: ${thousand} or more, beside idle CPUs`,
    advice: 'find the lock; in Python the GIL, in Ruby the GVL: use processes, or calls that release it',
  },
  'one-at-a-time': {
    when: `${oneCore}, two cores busy for at most ${T.overlap * 100} % of the time: a lock that is held for long, or work that is handed on`,
    advice: 'the same',
  },
  waiting: {
    when: `busy and queued < ${T.idle}; or busy < ${T.idle} and blocked ${T.blockedOverRun} times as long`,
    advice: 'find what they wait for: not the cores',
  },
  alone: {
    when: `fewer than ${T.severalAlive} busy threads at a time, busy ≤ ${T.oneCore}`,
    advice: 'split the work: a second core has nothing to do',
  },
  'mostly-one': {
    when: `one thread did more than ${T.mostOfTheWork * 100} % of the work`,
    advice: 'split that thread’s work: it limits the others',
  },
  between: {
    when: `otherwise. ${T.lockSwitchesPerSecond} or more voluntary switches a second of most threads: contention (a lock, a queue, a barrier) or waits; ${thousand}: likely contention, as of locks that spin before they block (Go, Java, glibc, Rust)`,
    advice: 'read the reason',
  },
};

const PLANNED: { readonly [kind in Kind]: string } = {
  PARALLEL: `busy ≥ ${T.parallelShare} k`,
  STARVED: `busy + queued ≥ ${T.parallelShare} k; ${T.neverBlocks} k where threads hand over as under a lock`,
  SERIALISED: `busy ≤ ${T.oneCore}, busy + queued ≥ ${T.oneWanted}, ${T.lockSwitchesPerSecond} or more voluntary switches a second each`,
  WAITING: `busy and queued < ${T.idle}`,
  MIXED: 'otherwise',
};

/** Of a program that is only watched. */
export function watchedTable(): string {
  const rows = WATCHED_RULES.map(({ rule, kind }) => [kind, WATCHED[rule].when, WATCHED[rule].advice]);
  return tableOf([['verdict', 'when', 'what to do'], ['---', '---', '---'], ...rows]);
}

/** Of work of which is known how many cores it wants. */
export function plannedTable(): string {
  const rows = PLANNED_RULES.map(({ kind }) => [kind, PLANNED[kind]]);
  return tableOf([['verdict', 'when'], ['---', '---'], ...rows]);
}

function tableOf(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => (cells[0] === '---' ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`))
    .join('\n');
}

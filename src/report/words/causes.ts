import { formatCpuList } from '../../base/cpu-list.ts';
import { countOf, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type {
  AffinityCause,
  Cause,
  ContentionCause,
  LockCause,
  QuotaCause,
  SpinningCause,
} from '../../model/cause.ts';
import { waitingAtText } from './lock-name.ts';
import { stoppedText } from './stopped.ts';

/** What held workers or threads back, in words: `quota: throttled (CFS bandwidth) in 12 periods; steal: the host took 4 %`. */
export function causesText(causes: readonly Cause[]): string {
  return causes.map(causeText).join('; ');
}

/** The same where having none is worth saying. */
export function causesOrUnknown(causes: readonly Cause[]): string {
  return causes.length === 0 ? 'cause unknown' : causesText(causes);
}

/** One cause with its figure. */
export function causeText(cause: Cause): string {
  switch (cause.kind) {
    case 'quota':
      return quotaText(cause);
    case 'affinity':
      return affinityText(cause);
    case 'steal':
      return `steal: the host took ${formatShare(cause.share)}`;
    case 'neighbours':
      return `neighbours: others used ${formatRatio(cause.cpus)} of our ${countOf(cause.ofCpus, 'CPU')}`;
    case 'pause':
      return `a pause: nothing was sampled for ${formatNs(cause.longestPauseNs)}`;
    case 'stopped':
      return stoppedText(cause);
    case 'unseen':
      return `a limit that can’t be seen: ${formatRatio(cause.idleCpus)} CPUs were idle meanwhile`;
    case 'imbalance':
      return `imbalance: the slowest worker took ${formatRatio(cause.ratio)} times as long as the fastest`;
    case 'lock':
      return `lock: ${lockText(cause)}`;
    case 'contention':
      return contentionText(cause);
    case 'spinning':
      return spinningText(cause);
  }
}

/** What threads that run one at a time share. */
export function lockText({ between, by, at }: Pick<LockCause, 'between' | 'by' | 'at'>): string {
  if (at != null) return waitingAtText(at);
  switch (by) {
    case 'file-lock':
      return 'a lock on a file (flock, fcntl)';
    case 'own-locks':
      return OWN_LOCKS[between];
    case 'handing':
      return 'they wait for what the others write (pipes, sockets)';
  }
  switch (between) {
    case 'processes':
      return 'processes that wait for each other: a pipe, a queue or a lock';
    case 'python-threads':
      return 'one lock, and in Python that is the GIL';
    case 'ruby-threads':
      return 'one lock, and in Ruby that is the GVL';
    case 'threads':
      return 'one lock, or sleeps that happen to add up to one core';
  }
}

/** Whoever runs parks the others at words of their own, so that no address tells which lock it is. */
const OWN_LOCKS: Readonly<Record<LockCause['between'], string>> = {
  threads: 'they take turns through their runtime’s own locks',
  'python-threads': 'they take turns through their runtime’s own locks',
  'ruby-threads': 'they take turns through their runtime’s own locks, and in Ruby that is the GVL',
  processes: 'processes that wait for each other at locks',
};

/** What threads that are blocked again and again may wait for. */
function contentionText({ switchesPerSecond, isLikely, between, at }: ContentionCause): string {
  const switches = voluntaryText(switchesPerSecond);
  if (at != null) {
    const isLock = at.isMutex || at.isGil;
    return `${switches}: ${isLock ? 'contention for' : 'a lock, a queue or a barrier,'} ${waitingAtText(at)}`;
  }
  if (between === 'processes') {
    return `${switches}: processes that wait for each other (a pipe, a queue, a lock), or for input, output or timers`;
  }
  const name = GLOBAL_LOCK[between];
  return isLikely
    ? `${switches}: likely contention for a lock or a queue${name} (waiters may spin before they block, and are then busy without work)`
    : `${switches}: contention (a lock, a queue, a barrier${name}), or waits for input, output or timers`;
}

const GLOBAL_LOCK = {
  threads: '',
  'python-threads': ', perhaps Python’s GIL',
  'ruby-threads': ', perhaps Ruby’s GVL',
};

function spinningText({ by, preemptionsPerSecond, library }: SpinningCause): string {
  return by === 'yields'
    ? `possibly spinning: ${countText(preemptionsPerSecond)} involuntary context switches in a second of running, as of sched_yield in a loop: neither busy nor queued need be work`
    : `possibly spinning: threads of OpenMP (${library}) may be busy with waiting for each other; compare with OMP_WAIT_POLICY=passive`;
}

/** `210 voluntary context switches a second each`. */
export function voluntaryText(perSecond: number | null): string {
  const count = countText(perSecond);
  return `${count} voluntary context ${count === '1' ? 'switch' : 'switches'} a second each`;
}

function countText(count: number | null): string {
  return count === null ? '?' : Math.round(count).toLocaleString('en-US');
}

/** `throttled (CFS bandwidth) in 12 periods`. */
export function throttledText({ throttledPeriods }: QuotaCause): string {
  return `throttled (CFS bandwidth) in ${countOf(throttledPeriods, 'period')}`;
}

function quotaText(quota: QuotaCause): string {
  const { cpus } = quota;
  const allowed = cpus === null ? '' : ` (${formatRatio(cpus)} CPUs are allowed)`;
  return `quota: ${throttledText(quota)}${allowed}`;
}

function affinityText({ narrowedBy, threads, cpus, usableCpus }: AffinityCause): string {
  const which = cpus === null || cpus.length === 0 ? '' : ` (${formatCpuList(cpus)})`;
  const where = `${countOf(usableCpus, narrowedBy === 'count' ? 'usable CPU' : 'CPU')}${which}`;
  const who = countOf(threads, 'thread');
  switch (narrowedBy) {
    case 'mask':
      return `affinity: ${who} may use ${where}`;
    case 'pin':
      return `affinity: ${who} ${threads === 1 ? 'is' : 'are'} pinned to ${where}`;
    case 'count':
      return `${who} share ${where}`;
  }
}

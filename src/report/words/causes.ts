import { formatCpuList } from '../../base/cpu-list.ts';
import { countOf, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type { AffinityCause, Cause, LockCause, QuotaCause } from '../../model/cause.ts';

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
      return 'stopped: by SIGSTOP, Ctrl-Z or a debugger';
    case 'unseen':
      return `a limit that can’t be seen: ${formatRatio(cause.idleCpus)} CPUs were idle meanwhile`;
    case 'imbalance':
      return `imbalance: the slowest worker took ${formatRatio(cause.ratio)} times as long as the fastest`;
    case 'lock':
      return `lock: ${lockText(cause)}`;
  }
}

/** What threads that run one at a time share. */
export function lockText({ between }: Pick<LockCause, 'between'>): string {
  switch (between) {
    case 'processes':
      return 'processes that wait for each other: a pipe, a queue or a lock';
    case 'python-threads':
      return 'one lock, and in Python that is the GIL';
    case 'threads':
      return 'one lock, or sleeps that happen to add up to one core';
  }
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

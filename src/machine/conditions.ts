import type { Machine } from '../model/machine/machine.ts';
import type { Conditions } from '../model/trial/observation.ts';
import { throttledPeriods } from './limits/quota.ts';
import type { Sysroot } from './sysroot.ts';

/** CPU time so far on the watched CPUs, in clock ticks of 1/100 s, and the group's throttling. */
export interface CpuTimes {
  readonly busyTicks: number | null;
  readonly idleTicks: number | null;
  readonly stealTicks: number | null;
  readonly throttledPeriods: number | null;
}

/** Linux reports /proc/stat in units of USER_HZ, which is 100 on every architecture that Node supports (proc_stat(5)). */
const TICKS_PER_SECOND = 100;
/** In so much CPU time the counters of idle CPUs move, too: the kernel's ticks are 10 ms at most. */
const SURELY_COUNTED_S = 0.1;

/** What went on so far on these CPUs, and in the cgroup whose quota governs us. */
export function readCpuTimes(
  sysroot: Sysroot,
  cpus: readonly number[],
  { quotaGroup, quotaIsHidden }: Pick<Machine, 'quotaGroup' | 'quotaIsHidden'>,
): CpuTimes {
  // Without a quota nothing is throttled; whether one applies that can't be seen is another matter.
  const none = quotaIsHidden ? null : 0;
  const throttled = quotaGroup === null ? none : throttledPeriods(sysroot, quotaGroup);
  return { ...parseCpuTimes(sysroot.read('/proc/stat') ?? '', cpus), throttledPeriods: throttled };
}

/**
 * Adds up the `cpuN` lines of these CPUs: user, nice, system, irq and softirq are busy, idle and iowait idle; steal stands
 * alone. Unknown where a CPU has no line, or all is zero: sandboxes (gVisor) and lxcfs show a file of their own.
 */
export function parseCpuTimes(stat: string, cpus: readonly number[]): Omit<CpuTimes, 'throttledPeriods'> {
  let busyTicks = 0;
  let idleTicks = 0;
  let stealTicks = 0;
  let found = 0;
  const watched = new Set(cpus);
  for (const line of stat.split('\n')) {
    const match = /^cpu(\d+) (.*)$/.exec(line);
    if (match === null || !watched.has(Number(match[1]))) continue;
    const ticks = (match[2] as string).split(' ').map(Number);
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
    busyTicks += user + nice + system + irq + softirq;
    idleTicks += idle + iowait;
    stealTicks += steal;
    found++;
  }
  const total = busyTicks + idleTicks + stealTicks;
  const isKnown = found > 0 && found === watched.size && Number.isFinite(total) && total > 0;
  return isKnown ? { busyTicks, idleTicks, stealTicks } : UNKNOWN_TICKS;
}

const UNKNOWN_TICKS = { busyTicks: null, idleTicks: null, stealTicks: null };

/**
 * What else went on between two readings.
 * @param ownNs CPU time that we and our workers used in between
 */
export function conditionsBetween(
  before: CpuTimes,
  after: CpuTimes,
  span: { readonly wallNs: number; readonly ownNs: number; readonly cpus: number },
): Omit<Conditions, 'longestPauseNs' | 'sawStopped'> {
  const seconds = span.wallNs / 1e9;
  const { busy, idle, steal } = ticksBetween(before, after, seconds * span.cpus);
  return {
    othersCpus:
      busy === null || seconds <= 0
        ? null
        : Math.max(0, busy / TICKS_PER_SECOND - span.ownNs / 1e9) / seconds,
    idleCpus: idle === null || seconds <= 0 ? null : idle / TICKS_PER_SECOND / seconds,
    steal: steal === null || seconds <= 0 ? null : steal / TICKS_PER_SECOND / seconds / span.cpus,
    throttledPeriods: difference(before.throttledPeriods, after.throttledPeriods),
  };
}

/** Counters that stand still while time goes by count nothing. */
function ticksBetween(before: CpuTimes, after: CpuTimes, cpuSeconds: number) {
  const busy = difference(before.busyTicks, after.busyTicks);
  const idle = difference(before.idleTicks, after.idleTicks);
  const steal = difference(before.stealTicks, after.stealTicks);
  const stands = busy === 0 && idle === 0 && (steal ?? 0) === 0 && cpuSeconds >= SURELY_COUNTED_S;
  return stands ? { busy: null, idle: null, steal: null } : { busy, idle, steal };
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

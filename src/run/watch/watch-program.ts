import type { Clock } from '../../base/time/clock.ts';
import { conditionsBetween, parseCpuTimes } from '../../machine/conditions.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import type { Conditions } from '../../model/trial/observation.ts';
import { busyThreads } from '../../stats/busy-threads.ts';
import { Charges } from './follow/charges.ts';
import { everyInterval } from './follow/every-interval.ts';
import { Follower } from './follow/follower.ts';
import { ProgramQuotas } from './follow/program-quotas.ts';
import { type UnseenBy, UnseenSplit } from './follow/unseen-by.ts';

/** What is watched. */
export interface Target {
  readonly pid: number;
  /** Whether we started it, so that nothing of it is older than our watch and its end is told to us. */
  readonly isChild: boolean;
  /** What only the environment of its descendants has; null where they have none. */
  readonly mark: string | null;
}

/** What was seen of a program. */
export interface SeenProgram {
  readonly follower: Follower;
  readonly durationNs: number;
  /** CPU time (ns) that the kernel charged to it meanwhile beyond what was seen of its threads; null where it can't be known. */
  readonly unseenNs: number | null;
  /** Whose CPU time nobody saw, as far as the processes were asked. */
  readonly unseenBy: UnseenBy;
  readonly conditions: Conditions;
  /** The tightest quota that governs it, in CPUs. */
  readonly quotaCpus: number | null;
  /** The longest time (ns) that samples were apart on purpose, because there was so much to sample. */
  readonly longestPeriodNs: number;
}

export interface WatchRequest {
  readonly target: Target;
  readonly intervalMs: number;
  readonly sysroot: Sysroot;
  readonly clock: Clock;
  /** The CPUs whose neighbours count. */
  readonly cpus: readonly number[];
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Is called after each sample. */
  onSample(follower: Follower, atNs: number): void;
}

/** Samples a program again and again, until it is gone or the signal comes. */
export async function watchProgram(request: WatchRequest): Promise<SeenProgram> {
  const { target, sysroot, clock } = request;
  const quotas = new ProgramQuotas(sysroot, target.pid);
  const machineTimes = () => sysroot.read('/proc/stat') ?? '';
  const before = machineTimes();
  const startNs = clock.nowNs();
  const follower = new Follower(sysroot, target.pid, target.isChild, target.mark);
  const charges = new Charges(sysroot, target.isChild);
  const split = new UnseenSplit(sysroot, target.isChild);
  const pace = await everyInterval(request, (nowNs, isLast) => {
    const isThere = follower.sample(nowNs - startNs, isLast);
    charges.sample(follower);
    split.sample(follower);
    quotas.sample(follower.pids());
    request.onSample(follower, nowNs - startNs);
    // A command tells of its own end, which comes with the signal: what is left of it then is no longer part of it.
    return isThere || target.isChild;
  });
  const durationNs = clock.nowNs() - startNs;
  const after = machineTimes();
  const governing = quotas.governing();
  const chargedNs = follower.unchargedParent() === null ? charges.sinceFirst(follower) : null;
  const unseenBy = split.unseen(follower);
  const ranNs = (attached: boolean) =>
    follower
      .threads()
      .reduce((sum, { pid, runNs }) => sum + (follower.hasLeft(pid) !== attached ? runNs : 0), 0);
  const unseenNs = chargedNs === null ? null : Math.max(0, chargedNs - ranNs(true));
  const ownNs = ranNs(true) + ranNs(false) + (unseenNs ?? 0);
  follower.close();
  const cpus = cpusOf(follower, request.cpus);
  const cpuTimes = (stat: string, throttled: number | null) => ({
    ...parseCpuTimes(stat, cpus),
    throttledPeriods: throttled,
  });
  const conditions = {
    ...conditionsBetween(cpuTimes(before, 0), cpuTimes(after, governing.throttledPeriods), {
      wallNs: durationNs,
      ownNs,
      cpus: cpus.length,
    }),
    longestPauseNs: pace.longestPauseNs,
    sawStopped: follower.threads().some(({ wasStopped }) => wasStopped),
  };
  const { longestPeriodNs } = pace;
  const quotaCpus = governing.cpus;
  return { follower, durationNs, unseenNs, unseenBy, conditions, quotaCpus, longestPeriodNs };
}

/** The CPUs that those threads may use that did the work, as far as they told; else those that we may. */
function cpusOf(follower: Follower, own: readonly number[]): readonly number[] {
  const cpus = new Set(busyThreads(follower.threads()).flatMap(({ status }) => status.allowedCpus ?? []));
  return cpus.size === 0 ? own : [...cpus];
}

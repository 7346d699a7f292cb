import type { Clock } from '../../base/clock.ts';
import { conditionsBetween, parseCpuTimes } from '../../machine/conditions.ts';
import { readCgroups } from '../../machine/limits/cgroups.ts';
import { readQuotas, throttledPeriods, tightestQuota } from '../../machine/limits/quota.ts';
import { endedChildrenTimeNs, processTimeNs } from '../../machine/program-times.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import type { Conditions } from '../../model/observation.ts';
import { sumOf } from '../../stats/figures.ts';
import { Follower } from './follower.ts';

/** What is watched. */
export interface Target {
  readonly pid: number;
  /** Whether we started it, so that nothing of it is older than our watch and its end is told to us. */
  readonly isOurs: boolean;
}

/** What was seen of a program. */
export interface SeenProgram {
  readonly follower: Follower;
  readonly durationNs: number;
  /** CPU time (ns) that the kernel charged to it meanwhile, threads included that nobody saw; null where it can't be known. */
  readonly chargedNs: number | null;
  readonly conditions: Conditions;
  /** The tightest quota that governs it, in CPUs. */
  readonly quotaCpus: number | null;
  /** The longest time (ns) that looks were apart on purpose, because there was so much to look at. */
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
  /** Is called after each look. */
  onLook(follower: Follower, atNs: number): void;
}

/** Looking may take this share of one core: with very many threads the looks come less often instead. */
const LARGEST_SHARE = 0.03;
const LOOKS_TO_AVERAGE = 16;
const LOOKS_PER_CHARGE = 20;

/** Looks at a program again and again, until it is gone or the signal comes. */
export async function watchProgram(request: WatchRequest): Promise<SeenProgram> {
  const { target, sysroot, clock } = request;
  const quota = tightestQuota(readQuotas(sysroot, readCgroups(sysroot, target.pid)));
  const surroundings = () => readSurroundings(sysroot, quota?.group ?? null);
  const before = surroundings();
  const startNs = clock.nowNs();
  const follower = new Follower(sysroot, target.pid, target.isOurs);
  const charges = new Charges(sysroot, target);
  const pace = await everyInterval(request, (nowNs) => {
    const isThere = follower.look(nowNs - startNs);
    charges.look(follower);
    request.onLook(follower, nowNs - startNs);
    // A command tells of its own end, which comes with the signal: what is left of it then is no longer part of it.
    return isThere || target.isOurs;
  });
  const durationNs = clock.nowNs() - startNs;
  const after = surroundings();
  const chargedNs = charges.sinceFirst(follower);
  const seenNs = follower.threads().reduce((sum, { runNs }) => sum + runNs, 0);
  follower.close();
  const cpus = cpusOf(follower, request.cpus);
  const conditions = {
    ...conditionsBetween(before.cpuTimes(cpus), after.cpuTimes(cpus), {
      wallNs: durationNs,
      ownNs: Math.max(seenNs, chargedNs ?? 0),
      cpus: cpus.length,
    }),
    longestPauseNs: pace.longestPauseNs,
    sawStopped: follower.threads().some(({ wasStopped }) => wasStopped),
  };
  const { longestPeriodNs } = pace;
  return { follower, durationNs, chargedNs, conditions, quotaCpus: quota?.cpus ?? null, longestPeriodNs };
}

function readSurroundings(sysroot: Sysroot, quotaGroup: string | null) {
  const stat = sysroot.read('/proc/stat') ?? '';
  const throttled = quotaGroup === null ? 0 : throttledPeriods(sysroot, quotaGroup);
  return {
    cpuTimes: (cpus: readonly number[]) => ({ ...parseCpuTimes(stat, cpus), throttledPeriods: throttled }),
  };
}

/** What the kernel charges to a program, whoever saw its threads. */
class Charges {
  readonly #sysroot: Sysroot;
  readonly #target: Target;
  #first: number | null = null;
  #last: number | null = null;
  #looks = 0;

  constructor(sysroot: Sysroot, target: Target) {
    this.#sysroot = sysroot;
    this.#target = target;
    if (target.isOurs) this.#first = endedChildrenTimeNs(sysroot);
  }

  /** A program that isn't ours is asked as long as it is there, now and then: this costs as much as ten threads. */
  look(follower: Follower): void {
    if (this.#target.isOurs || this.#looks++ % LOOKS_PER_CHARGE !== 0) return;
    this.#last = this.#ask(follower) ?? this.#last;
    this.#first ??= this.#last;
  }

  /** In ns, up to now; null where it can't be known. */
  sinceFirst(follower: Follower): number | null {
    const now = this.#target.isOurs
      ? endedChildrenTimeNs(this.#sysroot)
      : (this.#ask(follower) ?? this.#last);
    return this.#first === null || now === null ? null : Math.max(0, now - this.#first);
  }

  #ask(follower: Follower): number | null {
    const times = follower.pids().map((pid) => processTimeNs(this.#sysroot, pid));
    return times.length === 0 ? null : sumOf(times);
  }
}

/** The CPUs that its threads may use, as far as they told; else those that we may. */
function cpusOf(follower: Follower, own: readonly number[]): readonly number[] {
  const cpus = new Set(follower.threads().flatMap(({ status }) => status.allowedCpus ?? []));
  return cpus.size === 0 ? own : [...cpus];
}

/**
 * Looks at once, and then every interval, as long as there is something to look at and no signal has come. Ticks are left
 * out where looking takes too large a share of the time.
 */
function everyInterval(
  { clock, intervalMs, signal }: Pick<WatchRequest, 'clock' | 'intervalMs' | 'signal'>,
  look: (nowNs: number) => boolean,
): Promise<{ longestPauseNs: number; longestPeriodNs: number }> {
  return new Promise((resolve) => {
    const intervalNs = intervalMs * 1e6;
    const pace = { longestPauseNs: 0, longestPeriodNs: intervalNs };
    let ticksToSkip = 0;
    let costNs = 0;
    let dueNs = clock.nowNs();
    const end = () => {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      resolve(pace);
    };
    // Up to the very end: in a short watch, the time since the last look counts.
    const stop = () => {
      look(clock.nowNs());
      end();
    };
    const tick = () => {
      if (ticksToSkip-- > 0) return;
      const nowNs = clock.nowNs();
      pace.longestPauseNs = Math.max(pace.longestPauseNs, nowNs - dueNs);
      if (!look(nowNs)) return end();
      // Averaged: the first looks are slow, and one that was slow for once says nothing.
      costNs += (clock.nowNs() - nowNs - costNs) / LOOKS_TO_AVERAGE;
      ticksToSkip = Math.floor(costNs / LARGEST_SHARE / intervalNs);
      const periodNs = (ticksToSkip + 1) * intervalNs;
      pace.longestPeriodNs = Math.max(pace.longestPeriodNs, periodNs);
      dueNs = nowNs + periodNs;
    };
    const timer = setInterval(tick, intervalMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else tick();
  });
}

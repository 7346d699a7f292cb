import type { Unfollowed } from '../../machine/follow/tree/tree.ts';
import type { CommandEnd } from '../../model/documents/command-run.ts';
import type { WatchReport } from '../../model/documents/watch.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { WatchNotice } from '../../model/notice.ts';
import { summedWaits } from '../../stats/sum-waits.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { plainLock } from '../waits/locks.ts';
import { waitedForBy } from '../waits/waited-for.ts';
import { type UnreadThreads, waitsSeen } from '../waits/waits-seen.ts';
import { judgeProgram, type ProgramVerdict } from './judge-program.ts';
import type { SeenCeiling } from './phases/ceiling.ts';
import type { SeenPhase } from './phases/judge-phase.ts';
import { phasesSeen } from './phases/phases-seen.ts';
import { shortLivesOf } from './short-lives.ts';
import { stopsOf } from './stopped.ts';
import type { SeenProgram } from './watch-program.ts';
import { MOST_THREADS, recordsOf, sampledThreads, watchTimeline } from './watched-threads.ts';

/** What a report has beside its head, and what was required. */
export type WatchBody = Omit<
  WatchReport,
  'schema' | 'tool' | 'startedAt' | 'machine' | 'options' | 'warnings' | 'exit' | 'requirements'
>;

/** What a watch found, before its reasons are put in words. */
export interface WatchFindings
  extends Omit<WatchBody, 'because' | 'unfollowed' | 'waitsUnread' | 'phases' | 'byPhases' | 'ceiling'> {
  readonly reason: ProgramVerdict['reason'];
  readonly phases: readonly SeenPhase[];
  readonly ceiling: SeenCeiling | null;
  readonly unfollowed: Unfollowed | null;
  readonly waitsUnread: UnreadThreads | null;
}

/** Folds what was seen of a program into findings. */
export function foldWatch(
  asked: { readonly command: readonly string[] | null; readonly pid: number; readonly intervalMs: number },
  end: CommandEnd | null,
  seen: SeenProgram,
  machine: Machine,
): WatchFindings {
  const { follower, durationNs, unseenNs, unseenBy, conditions, quotaCpus } = seen;
  const followed = follower.threads();
  const waits = waitsSeen(follower, durationNs);
  const threads = recordsOf(followed, waits.threads);
  const coresBusy = sharesOf(follower.coresBusyNs);
  const whole = {
    durationNs,
    threads,
    unseenNs,
    unseenBy,
    conditions,
    cpus: machine.allowedCpus.length,
    quotaCpus,
    programs: follower.programs,
    openmp: follower.openmp,
    coresBusy,
    hasSchedstat: machine.hasSchedstat,
    hasEnded: end !== null,
    unchargedParent: follower.unchargedParent(),
    stops: stopsOf(followed),
    waits: waits.shares,
    topLock: waits.topLock,
    hogged: waits.hogged,
    atFileLock: waits.atFileLock,
    deadlock: waits.deadlock,
    pipeline: waits.pipeline,
  };
  const unfollowed = follower.unfollowed();
  const watched = { samples: follower.samples, intervalMs: asked.intervalMs, isPartial: unfollowed !== null };
  const { phases, ceiling } = phasesSeen(sampledThreads(followed, waits.threads), whole, watched);
  const figures = { ...whole, phases };
  return {
    ...asked,
    ...judgeProgram(figures),
    thresholds: THRESHOLDS,
    end,
    durationNs,
    samples: follower.samples,
    threads: threads.slice(0, MOST_THREADS),
    omittedThreads: Math.max(0, threads.length - MOST_THREADS),
    unfollowed,
    unseenNs,
    detached: follower.detached(),
    shortLives: shortLivesOf(figures),
    coresBusy,
    waits: summedWaits(threads.map((thread) => thread.waits)),
    waitedFor: waitedForBy(waits.threads),
    locks: waits.locks.map(plainLock),
    deadlock: waits.deadlock?.kind === 'deadlock' ? waits.deadlock.threads : null,
    waitsUnread: waits.unread,
    phases,
    // Threads that wait for each other for ever are no faster with cores, nor slower without.
    ceiling: waits.deadlock === null ? ceiling : null,
    conditions,
    timeline: watchTimeline(followed, durationNs),
  };
}

function sharesOf(times: readonly number[]): number[] {
  const whole = times.reduce((sum, ns) => sum + ns, 0);
  return whole === 0 ? [] : times.map((ns) => ns / whole);
}

/** What a reader of the figures should know. Pure. */
export function watchNotices(
  { durationNs, unseenNs, threads, intervalMs }: WatchFindings,
  { longestPeriodNs, follower }: Pick<SeenProgram, 'longestPeriodNs' | 'follower'>,
): WatchNotice[] {
  const seenNs = threads.reduce((sum, { runNs }) => sum + runNs, 0);
  const share = (unseenNs ?? 0) / Math.max(1, seenNs + (unseenNs ?? 0));
  const notices: WatchNotice[] = [];
  if (durationNs < THRESHOLDS.shortestTrialNs) notices.push({ code: 'SHORT_WATCH', durationNs });
  else if (share > THRESHOLDS.unseenShare) notices.push({ code: 'UNSEEN_THREADS', share, intervalMs });
  const pid = follower.unchargedParent();
  if (pid !== null) notices.push({ code: 'CHILDREN_NOT_CHARGED', pid });
  if (longestPeriodNs > intervalMs * 1e6)
    notices.push({ code: 'SAMPLED_LESS_OFTEN', periodNs: longestPeriodNs });
  return notices;
}

import type { Cause } from '../../model/cause.ts';
import { tellsByPhases } from '../../stats/phases/manner.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { areSeveral, isTooShort, wantsCoresAtOnce } from '../../stats/verdict.ts';
import type { DeadlockReason } from '../waits/deadlock.ts';
import type { Pipeline } from '../waits/pipeline.ts';
import type { StuckReason } from '../waits/stuck.ts';
import { judgeWatched, type SeenFigures, type WatchReason, type WatchVerdict } from './judge-watched.ts';
import type { SeenPhase } from './phases/judge-phase.ts';
import { aroundShortLives, isShortLived, shortLivesOf, type UnseenFigures } from './short-lives.ts';
import type { Stops } from './stopped.ts';

/** What was seen of a program, and what the figures of its threads don’t tell. */
export interface ProgramFigures extends SeenFigures, UnseenFigures {
  /** Whether a command was watched up to its end. */
  readonly hasEnded: boolean;
  readonly stops: Stops | null;
  /** A circle of waits, or what looks like one; null where nothing does. */
  readonly deadlock: DeadlockReason | StuckReason | null;
  /** Processes that hand work on; null where there are none. */
  readonly pipeline: Pipeline | null;
  /** The run in stretches of a different use of cores. */
  readonly phases: readonly SeenPhase[];
  /** A process that ignores SIGCHLD, and so whose children’s CPU time nobody is charged; null where there is none. */
  readonly unchargedParent: number | null;
}

/** It is one thing after the other, and none of them on average. */
export interface PhasesReason {
  readonly kind: 'phases';
  readonly phases: readonly SeenPhase[];
}

/** The verdict on a whole program. */
export interface ProgramVerdict extends Omit<WatchVerdict, 'reason'> {
  readonly reason: WatchReason | PhasesReason;
}

/** The verdict on a program: by its threads’ figures, where nothing else says more of what happened. Pure. */
export function judgeProgram(figures: ProgramFigures): ProgramVerdict {
  const verdict = judgeWhole(figures);
  return inPhases(verdict, figures) ?? verdict;
}

function judgeWhole(figures: ProgramFigures): WatchVerdict {
  const verdict = withStops(judgeWatched(figures), figures);
  if (verdict.reason.kind !== 'figures') return verdict;
  return (
    tooShort(verdict, figures) ??
    unsampled(verdict, figures) ??
    stopped(verdict, figures) ??
    shortLived(verdict, figures) ??
    uncharged(verdict, figures) ??
    deadlocked(verdict, figures) ??
    pipelined(verdict, figures) ??
    verdict
  );
}

function tooShort(verdict: WatchVerdict, { durationNs, hasEnded }: ProgramFigures): WatchVerdict | null {
  if (!isTooShort(durationNs)) return null;
  return { ...verdict, kind: null, causes: [], reason: { kind: 'too-short', durationNs, hasEnded } };
}

/** Threads that were never sampled are unseen, however long they lived. */
function unsampled(verdict: WatchVerdict, figures: ProgramFigures): WatchVerdict | null {
  const { durationNs, conditions } = figures;
  const gapNs = conditions.longestPauseNs;
  if (gapNs <= THRESHOLDS.longestGapShare * durationNs || shortLivesOf(figures) === null) return null;
  const causes: Cause[] = [{ kind: 'pause', longestPauseNs: gapNs }];
  return { ...verdict, kind: null, causes, reason: { kind: 'gap', gapNs, durationNs, r: verdict.r ?? 0 } };
}

/** That it stood still is what a program looks like that waits, or that one thread works for now and then. */
function stopped(verdict: WatchVerdict, { stops, durationNs }: ProgramFigures): WatchVerdict | null {
  if (stops === null || wantsCoresAtOnce(verdict.kind)) return null;
  const { stoppedShare } = THRESHOLDS;
  const { who, shareOfBlocked } = stops;
  if (shareOfBlocked < THRESHOLDS.usualShare || who.longestNs < stoppedShare * durationNs) return null;
  const causes: Cause[] = [{ kind: 'stopped', who }];
  return {
    ...verdict,
    kind: 'MIXED',
    causes,
    reason: { kind: 'stopped', who, durationNs, r: verdict.r ?? 0 },
  };
}

/** Nothing is known of how the unseen waited for each other, only how many ran: two or more at once are parallel. */
function shortLived(verdict: WatchVerdict, figures: ProgramFigures): WatchVerdict | null {
  const lives = shortLivesOf(figures);
  if (lives === null || verdict.kind === 'WAITING') return null;
  const kind = areSeveral(lives.atATime) ? 'PARALLEL' : 'MIXED';
  const causes = lives.mayBeMore ? aroundShortLives(figures) : [];
  return { ...verdict, kind, causes, reason: { kind: 'short-lives', lives, r: verdict.r ?? 0, causes } };
}

/** It seems to wait, while children that nobody saw may work all the time. */
function uncharged(verdict: WatchVerdict, figures: ProgramFigures): WatchVerdict | null {
  const { unchargedParent: pid, threads } = figures;
  if (pid === null || verdict.kind !== 'WAITING') return null;
  const short = threads.filter((thread) => isShortLived(thread, figures));
  if (short.length < THRESHOLDS.fewShortLives) return null;
  return { ...verdict, kind: null, reason: { kind: 'uncharged', pid, r: verdict.r ?? 0 } };
}

function deadlocked(verdict: WatchVerdict, { deadlock }: ProgramFigures): WatchVerdict | null {
  return deadlock === null ? null : { ...verdict, reason: deadlock };
}

/** Processes that wait for what another one hands on don't run at once, and no lock is to blame. */
function pipelined(verdict: WatchVerdict, { pipeline, durationNs }: ProgramFigures): WatchVerdict | null {
  const { kind, causes } = verdict;
  if (pipeline === null || wantsCoresAtOnce(kind) || kind === 'WAITING') return null;
  const around = causes.filter((cause) => cause.kind !== 'lock' && cause.kind !== 'contention');
  const reason = { kind: 'pipeline', ...pipeline, durationNs, r: verdict.r ?? 0, causes: around } as const;
  return { ...verdict, kind: 'MIXED', causes: around, reason };
}

/** Serial for a while and then parallel is neither, nor something between. */
function inPhases(verdict: WatchVerdict, { phases, durationNs }: ProgramFigures): ProgramVerdict | null {
  const { kind, reason } = verdict;
  if (reason.kind !== 'figures' || reason.rule === 'spinning') return null;
  if (!tellsByPhases(kind, phases, durationNs)) return null;
  return { ...verdict, kind: 'MIXED', reason: { kind: 'phases', phases } };
}

/** A stop is told of whatever came of it, with who was stopped. */
function withStops(verdict: WatchVerdict, { stops }: ProgramFigures): WatchVerdict {
  if (stops === null || verdict.reason.kind !== 'figures') return verdict;
  const others = verdict.causes.filter(({ kind }) => kind !== 'stopped');
  const causes: Cause[] = [...others, { kind: 'stopped', who: stops.who }];
  return { ...verdict, causes, reason: { ...verdict.reason, causes } };
}

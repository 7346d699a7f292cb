import { countOf, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type { Cause } from '../../model/cause.ts';
import type { WatchBody, WatchFindings } from '../../run/watch/fold.ts';
import type { ProgramVerdict } from '../../run/watch/judge-program.ts';
import type { WatchReason } from '../../run/watch/judge-watched.ts';
import type { WatchedRule } from '../../stats/watched-verdict.ts';
import { causesText, causeText, lockText, voluntaryText } from './causes.ts';
import { ceilingInWords } from './ceiling.ts';
import { deadlockWords } from './deadlock.ts';
import { detachedWords } from './detached.ts';
import { namedThread } from './figures.ts';
import { phaseInWords, phasesWords } from './phases.ts';
import { pipelineWords } from './pipeline.ts';
import { shortLivesWords } from './short-lives.ts';
import { stoppedWords } from './stopped.ts';
import { unfollowedWhy } from './unfollowed.ts';
import { UNREAD_WHY } from './unread-waits.ts';
import { waitSharesText } from './wait-names.ts';

type Figures = Extract<WatchReason, { readonly kind: 'figures' }>;

/** What a watch found, as its document has it. */
export function watchInWords({ reason, unfollowed, waitsUnread, ...found }: WatchFindings): WatchBody {
  return {
    ...found,
    because: `${watchBecause(reason)}${detachedWords(found.detached)}`,
    phases: found.phases.map(phaseInWords),
    byPhases: reason.kind === 'phases',
    ceiling: found.ceiling === null ? null : ceilingInWords(found.ceiling),
    unfollowed: unfollowed === null ? null : { threads: unfollowed.threads, why: unfollowedWhy(unfollowed) },
    waitsUnread:
      waitsUnread === null ? null : { threads: waitsUnread.threads, why: UNREAD_WHY[waitsUnread.reason] },
  };
}

/** Why a program that was watched is what the verdict says, in one sentence without its stop. */
export function watchBecause(reason: ProgramVerdict['reason']): string {
  switch (reason.kind) {
    case 'phases':
      return phasesWords(reason.phases);
    case 'nothing-seen':
      return 'it was over before anything could be seen of it';
    case 'no-schedstat':
      return 'the kernel doesn’t report here how long threads run';
    case 'too-short':
      return `${reason.hasEnded ? 'over in' : 'watched for'} ${formatNs(reason.durationNs)}: too short to judge`;
    case 'gap':
      return `nothing was sampled for ${formatNs(reason.gapNs)} of ${formatNs(reason.durationNs)}, and most of the work went unseen (busy ${formatRatio(reason.r)} cores): who did it can’t be told`;
    case 'stopped':
      return stoppedWords(reason);
    case 'uncharged':
      return `how much its short-lived processes ran is not recorded, because process ${reason.pid} ignores SIGCHLD (busy ${formatRatio(reason.r)} cores, without those that no sample saw)`;
    case 'deadlock':
      return deadlockWords(reason);
    case 'stuck':
      return `may be a deadlock: ${countOf(reason.threads, 'thread')}, all of them wait for locks, and none has run for ${formatNs(reason.ns)}`;
    case 'pipeline':
      return pipelineWords(reason);
    case 'short-lives':
      return shortLivesWords(reason);
    case 'figures':
      return BECAUSE[reason.rule](reason);
  }
}

const BECAUSE: { readonly [rule in WatchedRule]: (figures: Figures) => string } = {
  spinning: averageWords,
  parallel: (figures) => {
    const { r } = figures;
    const ran =
      r > 1
        ? `kept ${formatRatio(r)} cores busy: more than one at once`
        : `ran whenever they were there, ${formatRatio(r)} cores’ worth in all`;
    return [`${whoOf(figures)} ${ran}`, ...figures.causes.map(causeText)].join('; ');
  },
  'one-lock': (figures) =>
    `${whoOf(figures)} mostly wait for each other (busy ${formatRatio(figures.r)} cores): ${lockWords(figures)}`,
  'file-lock': (figures) =>
    `${whoOf(figures)} did the work, one at a time (busy ${formatRatio(figures.r)} cores): ${lockWords(figures)}`,
  hogged: (figures) => {
    const lock = figures.causes.find((cause) => cause.kind === 'lock');
    const where =
      lock?.at == null
        ? 'they wait at words of their own, woken again and again to do next to nothing'
        : lockWords(figures);
    return `one thread did the work${workerOf(figures)} (busy ${formatRatio(figures.r)} cores), and others hardly get a lock: ${where}`;
  },
  contended: averageWords,
  starved: (figures) => {
    const { r, d } = figures;
    return `${whoOf(figures)} wanted ${formatRatio(r + d)} cores and got ${formatRatio(r)}: ${starvedBy(figures)}`;
  },
  'hands-over': (figures) => `${oneCoreWords(figures)}: ${lockWords(figures)}`,
  'one-at-a-time': (figures) => `${oneCoreWords(figures)}: one at a time, ${lockWords(figures)}`,
  uncertain: (figures) =>
    isExplained(figures)
      ? averageWords(figures)
      : `${averageWords(figures)}: no CPU was idle for them, so that it can’t be told whether they would run at once`,
  waiting: (figures) => {
    const { threads, r, d, wasQueued, causes } = figures;
    const queued = wasQueued ? `, queued ${formatRatio(d)}` : '';
    const what = waitedText(figures) ?? ' for input, output, timers or each other';
    return `${countOf(threads, 'thread')} ran ${formatShare(r)} of one core${queued}: the rest was waiting${what}${whyOf(causes)}`;
  },
  alone: (figures) => [aloneWords(figures), ...figures.causes.map(causeText)].join('; '),
  'mostly-one': (figures) =>
    `one thread did most of the work${workerOf(figures)}; ${averageWords(figures, 'were busy')}`,
  sleepers: (figures) =>
    `${averageWords(figures)}: each of them sleeps, or waits with a timeout, most of the time${waitedText(figures) ?? ''}`,
  between: (figures) => {
    if (isExplained(figures)) return averageWords(figures);
    const how = figures.wasQueued
      ? 'whether they would run at once can’t be told'
      : 'neither all of them at once nor one at a time';
    return `${averageWords(figures)}: ${how}`;
  },
};

/** What several did that is neither parallel nor serial: what queued them stands beside how long they were queued. */
function averageWords(figures: Figures, did = 'did the work'): string {
  const { r, d, wasQueued, causes } = figures;
  const shared = causes.filter(isShared);
  const around = causes.filter((cause) => !isShared(cause));
  const queued = wasQueued ? `, and queued for ${formatRatio(d)} cores more` : '';
  const queuedFor = around.length === 0 ? '' : ` (${causesText(around)})`;
  const work = `${whoOf(figures)} ${did}, at ${formatRatio(r)} cores on average${queued}${queuedFor}`;
  return [work, ...shared.map(causeText)].join('; ');
}

/** Whether its causes say why it is neither. */
function isExplained({ causes }: Figures): boolean {
  return causes.some((cause) => isShared(cause) || cause.kind === 'affinity');
}

/** Whether it is about what threads wait for from each other, and not about what is around them. */
function isShared({ kind }: Cause): boolean {
  return kind === 'contention' || kind === 'spinning' || kind === 'lock';
}

function oneCoreWords(figures: Figures): string {
  const lock = figures.causes.find((cause) => cause.kind === 'lock');
  return `${whoOf(figures)}, one core busy (busy ${formatRatio(figures.r)} cores), ${voluntaryText(lock?.switchesPerSecond ?? null)}`;
}

function lockWords({ causes }: Figures): string {
  const lock = causes.find((cause) => cause.kind === 'lock');
  const others = causes.filter((cause) => cause !== lock).map(causeText);
  return [lockText(lock ?? { between: 'threads' }), ...others].join('; ');
}

/** ` (sleep 60 %, read 38 %)`: what the blocked time was spent on; null where that is unknown. */
function waitedText({ waited }: Figures): string | null {
  const text = waited === null ? '' : waitSharesText(waited.waits, waited.blockedNs);
  return text === '' ? null : ` (${text})`;
}

/** Which thread it was, where one did the work. */
function workerOf({ worker }: Figures): string {
  return worker === null ? '' : `, ${namedThread(worker)}`;
}

function aloneWords(figures: Figures): string {
  const { r, d, shape, wasQueued } = figures;
  const busy = `(busy ${formatRatio(r)} cores)`;
  switch (shape) {
    case 'one-core': {
      const queued = wasQueued ? `, and was queued for its core (queued ${formatRatio(d)} cores)` : '';
      return `one thread did all the work ${busy}${workerOf(figures)}${queued}: a second core has nothing to do${boundWords(figures)}`;
    }
    case 'part-time':
      return `one thread did all the work${workerOf(figures)}, and was waiting for the rest of the time${waitedText(figures) ?? ''} ${busy}${boundWords(figures)}`;
    case 'one-by-one':
      return `${whoOf(figures)} did the work, mostly one after the other ${busy}${boundWords(figures)}`;
  }
}

function whoOf({ busyThreads }: Figures): string {
  return countOf(busyThreads, 'thread');
}

/** What kept threads from the cores that they wanted; and what didn’t, where nothing is known to have. */
function starvedBy({ causes }: Figures): string {
  return causes.length > 0
    ? causesText(causes)
    : 'cause unknown (none of a quota, steal, neighbours and too few CPUs for them was found)';
}

function whyOf(causes: readonly Cause[]): string {
  return causes.length === 0 ? '' : `: ${causesText(causes)}`;
}

/** Of a program that may use one CPU of several: it may have counted them before it began. */
function boundWords({ boundTo }: Figures): string {
  return boundTo === null ? '' : `, and it may use CPU ${boundTo} alone`;
}

import { countOf, formatRatio, formatShare } from '../../base/units.ts';
import type { Unfollowed } from '../../machine/follow/tree/tree.ts';
import type { Cause } from '../../model/cause.ts';
import type { WatchBody, WatchFindings } from '../../run/watch/fold.ts';
import type { WatchReason } from '../../run/watch/judge-watched.ts';
import { causesText, causeText, lockText } from './causes.ts';

type Figures = Extract<WatchReason, { readonly kind: 'figures' }>;

/** What a watch found, as its document has it. */
export function watchInWords({ reason, unfollowed, ...found }: WatchFindings): WatchBody {
  return {
    ...found,
    because: watchBecause(reason),
    unfollowed: unfollowed === null ? null : { threads: unfollowed.threads, why: unfollowedWhy(unfollowed) },
  };
}

/** Why a program that was watched is what the verdict says, in one sentence without its stop. */
export function watchBecause(reason: WatchReason): string {
  switch (reason.kind) {
    case 'nothing-seen':
      return 'it was over before anything could be seen of it';
    case 'no-schedstat':
      return 'the kernel doesn’t report here how long threads run';
    case 'figures':
      return BECAUSE[reason.verdict](reason);
  }
}

const BECAUSE: { readonly [verdict in Figures['verdict']]: (figures: Figures) => string } = {
  PARALLEL: (figures) => {
    const { r } = figures;
    return r > 1
      ? `${whoOf(figures)} kept ${formatRatio(r)} cores busy: more than one at once`
      : `${whoOf(figures)} ran whenever they were there, ${formatRatio(r)} cores’ worth in all`;
  },
  STARVED: (figures) => {
    const { r, d } = figures;
    return `${whoOf(figures)} wanted ${formatRatio(r + d)} cores and got ${formatRatio(r)}${whyOf(figures.causes)}`;
  },
  SERIALISED: (figures) => {
    const lock = figures.causes.find((cause) => cause.kind === 'lock');
    const others = figures.causes.filter((cause) => cause !== lock).map(causeText);
    const switches = `${Math.round(lock?.switchesPerSecond ?? 0)} voluntary context switches a second each`;
    const shared = [lockText(lock ?? { between: 'threads' }), ...others].join('; ');
    return `${whoOf(figures)}, one core busy (busy ${formatRatio(figures.r)} cores), ${switches}: ${shared}`;
  },
  WAITING: ({ threads, r, causes }) =>
    `${countOf(threads, 'thread')} ran ${formatShare(r)} of one core: the rest was waiting for input, output, timers or each other${whyOf(causes)}`,
  MIXED: (figures) => `${mixedWords(figures)}${whyOf(figures.causes)}`,
};

function mixedWords(figures: Figures): string {
  const { r, d, shape, wasQueued } = figures;
  const busy = `(busy ${formatRatio(r)} cores)`;
  switch (shape) {
    case 'one-core': {
      const queued = wasQueued ? `, and was queued for its core (queued ${formatRatio(d)} cores)` : '';
      return `one thread did all the work ${busy}${queued}: a second core has nothing to do${boundWords(figures)}`;
    }
    case 'part-time':
      return `one thread did all the work, and was waiting for the rest of the time ${busy}${boundWords(figures)}`;
    case 'one-by-one':
      return `${whoOf(figures)} did the work, mostly one after the other ${busy}${boundWords(figures)}`;
    case 'between':
      return `${whoOf(figures)} did the work, at ${formatRatio(r)} cores on average: neither all of them at once nor one at a time`;
  }
}

function whoOf({ busyThreads }: Figures): string {
  return countOf(busyThreads, 'thread');
}

function whyOf(causes: readonly Cause[]): string {
  return causes.length === 0 ? '' : `: ${causesText(causes)}`;
}

/** Of a program that may use one CPU of several: it may have counted them before it began. */
function boundWords({ boundTo }: Figures): string {
  return boundTo === null ? '' : `, and it may use CPU ${boundTo} alone`;
}

const WHY: ReadonlyMap<string, string> = new Map([
  ['EMFILE', 'concur may not open more files (ulimit -n)'],
  ['ENFILE', 'the machine may not open more files (fs.file-max)'],
  ['EACCES', 'they belong to another user'],
  ['EPERM', 'they belong to another user'],
  ['ENOMEM', 'there was no memory left'],
]);

/** Why threads could not be followed, in words. */
function unfollowedWhy({ refusal }: Unfollowed): string {
  return WHY.get(refusal) ?? `the kernel refused: ${refusal}`;
}

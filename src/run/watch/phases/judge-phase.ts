import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import type { Manner, Phase } from '../../../model/phases.ts';
import type { WaitKind } from '../../../model/waits.ts';
import { mannerOf } from '../../../stats/phases/manner.ts';
import { summedWaits } from '../../../stats/sum-waits.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import type { WaitShares } from '../../../stats/watched-figures.ts';
import { judgeWatched, type SeenFigures, type WatchReason } from '../judge-watched.ts';
import { type SampledThread, type Span, threadsWithin } from './threads-within.ts';

/** A phase, before its reason is put in words. */
export interface SeenPhase extends Omit<Phase, 'because'> {
  readonly reason: WatchReason;
}

/** The verdict on a stretch of a run, by the rules for the whole. */
export function judgePhase(
  threads: readonly SampledThread[],
  span: Span,
  coresBusy: readonly number[],
  whole: SeenFigures,
): SeenPhase {
  const within = threadsWithin(threads, span);
  const busy = within.filter(({ isBusy }) => isBusy);
  const durationNs = span.endNs - span.startNs;
  const { r, d, kind, reason } = judgeWatched({
    ...whole,
    threads: within,
    durationNs,
    unseenNs: 0,
    coresBusy,
    conditions: conditionsOf(durationNs, whole),
    atFileLock: within.reduce((sum, thread) => sum + (thread.waits.fileLock ?? 0), 0) / durationNs,
    waits: sharesOf(busy, durationNs, whole.waits),
  });
  const waits = summedWaits((busy.length === 0 ? within : busy).map((thread) => thread.waits));
  return { ...span, r: r ?? 0, d: d ?? 0, kind, manner: mannerBy(kind, reason), waits, reason };
}

function mannerBy(kind: Phase['kind'], reason: WatchReason): Manner | null {
  return kind === null || reason.kind !== 'figures' ? null : mannerOf(kind, reason.rule, reason.r);
}

/** What others left idle is known of the whole run: that holds of a part which is most of it. */
function conditionsOf(durationNs: number, { conditions, durationNs: wholeNs }: SeenFigures) {
  const isMost = durationNs >= THRESHOLDS.mostOfTheTime * wholeNs;
  return isMost ? conditions : { ...conditions, idleCpus: null };
}

/**
 * A sample keeps the kind of a wait, not the lock: of a phase’s locks the one has the share that it has of the whole’s. A
 * thread without another beside it in its process waits at no lock of theirs.
 */
function sharesOf(
  busy: readonly WatchedThreadRecord[],
  durationNs: number,
  whole: WaitShares | null,
): WaitShares | null {
  const known = busy.filter(({ waits }) => waits.lock !== null);
  if (whole === null || known.length === 0) return null;
  const isBeside = ({ pid }: WatchedThreadRecord) => busy.filter((other) => other.pid === pid).length > 1;
  const blockedNs = known.reduce((sum, thread) => sum + thread.blockedNs, 0);
  const share = (kind: WaitKind, some = known) =>
    some.reduce((sum, { waits }) => sum + (waits[kind] ?? 0), 0) / Math.max(1, blockedNs);
  const anyLock = share('lock', known.filter(isBeside)) + share('fileLock');
  const part = (ofWhole: number) =>
    whole.anyLock === 0 ? 0 : anyLock * Math.min(1, ofWhole / whole.anyLock);
  return {
    blocked: blockedNs / durationNs,
    oneLock: part(whole.oneLock),
    oneLockThreads: whole.oneLockThreads,
    mutex: part(whole.mutex),
    ownWords: part(whole.ownWords),
    naps: part(whole.naps),
    anyLock,
    fileLock: share('fileLock'),
    sleep: share('sleep'),
    idling: share('eventLoop') + share('child'),
    handing: share('read') + share('write'),
  };
}

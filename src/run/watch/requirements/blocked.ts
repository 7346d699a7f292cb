import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import type { BlockedFigure } from '../../../model/requirement.ts';
import type { Conditions, Kind } from '../../../model/trial/observation.ts';
import type { WaitKind } from '../../../model/waits.ts';
import { wasStopped } from '../../../stats/disturbance.ts';
import { type ShareBounds, withinSamples } from '../../../stats/sampled-share.ts';
import { isBesideOthers, leftAlone, ownWaits } from './elsewhere.ts';
import { type Measured, unknown } from './measured.ts';

/** Of what was found, what tells how long threads were blocked. */
export interface BlockedFindings {
  readonly threads: readonly WatchedThreadRecord[];
  readonly durationNs: number;
  readonly samples: number;
  readonly conditions: Conditions;
  readonly kind: Kind | null;
}

/** Where the time of those who did the work went, in ns. */
interface Times {
  readonly runNs: number;
  readonly delayNs: number;
  readonly blockedNs: number;
  /** Blocked in what is asked for, as far as it could be read. */
  readonly waitNs: number;
  /** What of that is left at least if nobody of the program had been queued. */
  readonly shortestNs: number;
  /** Blocked in another kind of wait, which nobody else of the program ends. */
  readonly ownOthersNs: number;
  /** Blocked in what couldn’t be read. */
  readonly unreadNs: number;
  /** Blocked for less than the time between two samples each time, at most. */
  readonly briefNs: number;
}

/** The share of their time for which those who did the work were blocked, or blocked in one kind of wait. */
export function blockedShare(figure: BlockedFigure, found: BlockedFindings, cpus: number): Measured {
  const kind = figure === 'blocked' ? null : (figure.slice('blocked.'.length) as WaitKind);
  const times = timesOf(kind, found);
  const { runNs, delayNs, blockedNs, waitNs, unreadNs } = times;
  const wholeNs = runNs + delayNs + blockedNs;
  if (wholeNs <= 0) return unknown('no-verdict');
  const { conditions } = found;
  const periodNs = found.durationNs / Math.max(1, found.samples);
  const sampled =
    kind === null
      ? { low: waitNs, high: waitNs }
      : withinSamples(waitNs, blockedNs - unreadNs, times.briefNs, periodNs);
  const bounds = { low: sampled.low, high: Math.min(blockedNs, sampled.high + unreadNs) };
  const isBeside = isBesideOthers(conditions, cpus);
  const shortest = found.kind === 'SERIALISED' ? runNs / (runNs + delayNs) : times.shortestNs / waitNs;
  const { low, high } = isBeside ? withoutQueueing(bounds, shortest, times) : shares(bounds, wholeNs);
  const doubt = unreadNs > 0 ? 'unread' : isBeside ? 'disturbed' : 'samples';
  const value = unreadNs < blockedNs || blockedNs === 0 ? waitNs / wholeNs : null;
  // Who is stopped is blocked, and could have run.
  return wasStopped(conditions) ? { value, low: 0, high, doubt: 'stopped' } : { value, low, high, doubt };
}

function shares({ low, high }: ShareBounds, wholeNs: number): ShareBounds {
  return { low: low / wholeNs, high: high / wholeNs };
}

/**
 * The same on a machine of its own, where none is queued: whom they wait for isn't, either, so that their waits are shorter.
 * Under one lock all of them are stretched alike; else a wait may have been all for those who were queued. A sleep wasn’t.
 * @param shortest the share of such waits that is left at least
 */
function withoutQueueing({ low, high }: ShareBounds, shortest: number, times: Times): ShareBounds {
  const { runNs, delayNs, blockedNs, ownOthersNs } = times;
  const lowNs = low > 0 ? low * shortest : 0;
  const ownNs = Math.min(ownOthersNs, blockedNs - high);
  const othersNs = ownNs + ((blockedNs - high - ownNs) * runNs) / Math.max(1, runNs + delayNs);
  return {
    low: lowNs / Math.max(1, runNs + lowNs + (blockedNs - low)),
    high: high / Math.max(1, runNs + high + othersNs),
  };
}

function timesOf(kind: WaitKind | null, found: BlockedFindings): Times {
  const { threads, durationNs, samples } = found;
  // Where nobody did anything, all of them waited.
  const busy = threads.filter(({ isBusy }) => isBusy || found.kind === 'WAITING');
  const sum = (of: (thread: WatchedThreadRecord) => number) => busy.reduce((all, one) => all + of(one), 0);
  const periodNs = durationNs / Math.max(1, samples);
  const waitOf = ({ blockedNs, waits }: Pick<WatchedThreadRecord, 'blockedNs' | 'waits'>) =>
    kind === null ? blockedNs : (waits[kind] ?? 0);
  return {
    runNs: sum(({ runNs }) => runNs),
    delayNs: sum(({ runDelayNs }) => runDelayNs),
    blockedNs: sum(({ blockedNs }) => blockedNs),
    waitNs: sum(waitOf),
    shortestNs: leftAlone(kind, busy, waitOf),
    ownOthersNs: sum(({ waits }) => ownWaits(waits, kind)),
    unreadNs: sum(({ blockedNs, waits }) => (kind === null || waits[kind] !== null ? 0 : blockedNs)),
    briefNs: sum(({ blockedNs, voluntarySwitches }) =>
      Math.min(blockedNs, (voluntarySwitches ?? Number.POSITIVE_INFINITY) * periodNs),
    ),
  };
}

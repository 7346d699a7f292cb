import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import type { BlockedFigure } from '../../../model/requirement.ts';
import type { Conditions } from '../../../model/trial/observation.ts';
import type { WaitKind } from '../../../model/waits.ts';
import { isDisturbed, isThrottled, wasStopped } from '../../../stats/disturbance.ts';
import { type ShareBounds, withinSamples } from '../../../stats/sampled-share.ts';
import { type Measured, unknown } from './measured.ts';

/** Of what was found, what tells how long threads were blocked. */
export interface BlockedFindings {
  readonly threads: readonly WatchedThreadRecord[];
  readonly durationNs: number;
  readonly samples: number;
  readonly conditions: Conditions;
}

/** Where the time of those who did the work went, in ns. */
interface Times {
  readonly runNs: number;
  readonly delayNs: number;
  readonly blockedNs: number;
  /** Blocked in what is asked for, as far as it could be read. */
  readonly waitNs: number;
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
  const isOutside = isDisturbed(conditions, cpus) || isThrottled(conditions);
  const { low, high } = isOutside ? withoutQueueing(bounds, times) : shares(bounds, wholeNs);
  const doubt = unreadNs > 0 ? 'unread' : isOutside ? 'disturbed' : 'samples';
  const value = unreadNs < blockedNs || blockedNs === 0 ? waitNs / wholeNs : null;
  // Who is stopped is blocked, and could have run.
  return wasStopped(conditions) ? { value, low: 0, high, doubt: 'stopped' } : { value, low, high, doubt };
}

function shares({ low, high }: ShareBounds, wholeNs: number): ShareBounds {
  return { low: low / wholeNs, high: high / wholeNs };
}

/**
 * The same on a machine of its own. Whom they wait for may have been queued as they were themselves, so that their waits
 * are longer by as much, at most; their own queueing would be gone.
 */
function withoutQueueing({ low, high }: ShareBounds, { runNs, delayNs, blockedNs }: Times): ShareBounds {
  const stretch = (runNs + delayNs) / Math.max(1, runNs);
  const shortest = low / stretch;
  const othersShortest = (blockedNs - high) / stretch;
  return {
    low: shortest / Math.max(1, runNs + shortest + (blockedNs - low)),
    high: high / Math.max(1, runNs + high + othersShortest),
  };
}

function timesOf(kind: WaitKind | null, { threads, durationNs, samples }: BlockedFindings): Times {
  const busy = threads.filter(({ isBusy }) => isBusy);
  const sum = (of: (thread: WatchedThreadRecord) => number) => busy.reduce((all, one) => all + of(one), 0);
  const periodNs = durationNs / Math.max(1, samples);
  return {
    runNs: sum(({ runNs }) => runNs),
    delayNs: sum(({ runDelayNs }) => runDelayNs),
    blockedNs: sum(({ blockedNs }) => blockedNs),
    waitNs: sum(({ blockedNs, waits }) => (kind === null ? blockedNs : (waits[kind] ?? 0))),
    unreadNs: sum(({ blockedNs, waits }) => (kind === null || waits[kind] !== null ? 0 : blockedNs)),
    briefNs: sum(({ blockedNs, voluntarySwitches }) =>
      Math.min(blockedNs, (voluntarySwitches ?? Number.POSITIVE_INFINITY) * periodNs),
    ),
  };
}

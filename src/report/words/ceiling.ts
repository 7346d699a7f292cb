import { countOf, formatNs, formatShare } from '../../base/units.ts';
import type { Ceiling } from '../../model/phases.ts';
import type { SeenCeiling } from '../../run/watch/phases/ceiling.ts';

/** A wait of a smaller share of the time isn’t worth a word. */
const LEAST_SHARE = 0.005;

/** What more cores could bring at most, and what that rests on. */
export function ceilingInWords({ durationNs, samples, intervalMs, ...ceiling }: SeenCeiling): Ceiling {
  const { ratio, serialNs, waitNs, errorRatio } = ceiling;
  const whole = formatNs(durationNs);
  const waited = `nobody did (sleep, input, a lock, a child), which cores don’t shorten either`;
  const waits = waitNs < LEAST_SHARE * durationNs ? '' : `; for ${formatNs(waitNs)} ${waited}`;
  const rests = `It rests on ${countOf(samples, 'sample')}, one every ${intervalMs} ms`;
  const because = `with any number of cores at most ${ratio.toFixed(ratio < 10 ? 1 : 0)} times as fast (±${formatShare(errorRatio)}): for at least ${formatNs(serialNs)} of ${whole} at most one thread ran or was queued${waits}. ${rests}`;
  return { ...ceiling, because };
}

/** Limits of a part of some time. */
export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a 95 % interval. */
const Z = 1.96;

/**
 * The limits of a part of some time that samples split: Wilson's score interval (Wilson 1927) for so many samples as the
 * time has periods. What lasts longer than a period is met by each sample in it and has no error: only brief stretches do.
 * @param part the part that samples gave it
 * @param whole all of the time, exact
 * @param brief how much of it may be in stretches that are shorter than a period
 * @param period the time between two samples
 */
export function withinSamples(part: number, whole: number, brief: number, period: number): ShareBounds {
  const unsure = Math.min(whole, brief);
  if (unsure <= 0) return { low: part, high: part };
  const share = Math.min(1, part / whole);
  const count = Math.max(1, unsure / period);
  const spread = 1 + Z ** 2 / count;
  const centre = (share + Z ** 2 / (2 * count)) / spread;
  const half = (Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))) / spread;
  return {
    low: Math.max(0, part - (share - centre + half) * unsure),
    high: Math.min(whole, part + (centre + half - share) * unsure),
  };
}

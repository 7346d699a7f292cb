/** Limits of a part of some time. */
export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a 95 % interval. */
const Z = 1.96;

/** The 95 % interval of a share that so many samples have: Wilson's score interval (Wilson 1927). */
export function wilsonInterval(share: number, count: number): ShareBounds {
  const spread = 1 + Z ** 2 / count;
  const centre = (share + Z ** 2 / (2 * count)) / spread;
  const half = (Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))) / spread;
  return { low: centre - half, high: centre + half };
}

/**
 * The limits of a part of some time that samples split: Wilson's score interval for so many samples as the time has
 * periods. What lasts longer than a period is met by each sample in it and has no error: only brief stretches do.
 * @param part the part that samples gave it
 * @param whole all of the time, exact
 * @param brief how much of it may be in stretches that are shorter than a period
 * @param period the time between two samples
 */
export function withinSamples(part: number, whole: number, brief: number, period: number): ShareBounds {
  const unsure = Math.min(whole, brief);
  if (unsure <= 0) return { low: part, high: part };
  const share = Math.min(1, part / whole);
  const { low, high } = wilsonInterval(share, Math.max(1, unsure / period));
  return {
    low: Math.max(0, part - (share - low) * unsure),
    high: Math.min(whole, part + (high - share) * unsure),
  };
}

/**
 * Medians of resamples, in the samples' unit: the samples are sorted once, after which a resample only counts how often
 * it took each of them. Nothing is sorted or allocated for a resample, of which a report needs tens of thousands.
 */
export class ResampledMedian {
  private readonly sorted: Float64Array;
  private readonly rankOf: Uint32Array;
  private readonly taken: Uint32Array;

  /** @param samples at least one */
  constructor(samples: readonly number[]) {
    const order = samples
      .map((_, index) => index)
      .sort((a, b) => (samples[a] as number) - (samples[b] as number));
    this.sorted = Float64Array.from(order, (index) => samples[index] as number);
    this.rankOf = new Uint32Array(samples.length);
    this.taken = new Uint32Array(samples.length);
    for (const [rank, index] of order.entries()) this.rankOf[index] = rank;
  }

  get size(): number {
    return this.sorted.length;
  }

  /** Takes the sample of that index once (more) into the resample. */
  take(index: number): void {
    const rank = this.rankOf[index] as number;
    this.taken[rank] = (this.taken[rank] as number) + 1;
  }

  /** The median of a resample that is as large as the samples; the next one starts empty. */
  next(): number {
    const lowerTurn = (this.size + 1) >> 1;
    const upperTurn = (this.size >> 1) + 1;
    let rank = 0;
    let seen = this.taken[0] as number;
    while (seen < lowerTurn) seen += this.taken[++rank] as number;
    const lower = this.sorted[rank] as number;
    while (seen < upperTurn) seen += this.taken[++rank] as number;
    const upper = this.sorted[rank] as number;
    this.taken.fill(0);
    return (lower + upper) / 2;
  }
}

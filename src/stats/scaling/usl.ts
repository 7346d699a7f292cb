/** So many workers that had a CPU each (`n`, at least 1), and the throughput× that was observed. */
export interface Observed {
  readonly n: number;
  readonly x: number;
}

/** Of the Universal Scalability Law. With a coherency of 0 it is Amdahl's law, whose serial share is the contention. */
export interface UslParameters {
  /** σ: the share of the work that waits for its turn. */
  readonly contention: number;
  /** κ: what keeping each pair of workers consistent costs. */
  readonly coherency: number;
}

/** C(n) = n / (1 + σ(n - 1) + κ n(n - 1)): throughput× (Gunther 2007, “Guerrilla Capacity Planning”). */
export function uslThroughput(n: number, { contention, coherency }: UslParameters): number {
  return n / (1 + contention * (n - 1) + coherency * n * (n - 1));
}

/** The sum of (observed - fitted throughput×)². */
export function squaredError(points: readonly Observed[], parameters: UslParameters): number {
  return points.reduce((total, { n, x }) => total + (x - uslThroughput(n, parameters)) ** 2, 0);
}

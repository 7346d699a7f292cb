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

/**
 * Least squares on throughput×: starts from the linear form n/C - 1 = σ(n - 1) + κ n(n - 1) with weights (C²/n)², then
 * takes Gauss-Newton steps, each solved within the bounds and halved until it helps (Nocedal & Wright 2006, chapter 10).
 * @param points at least two different n, all x above 0
 */
export function fitUsl(points: readonly Observed[], solve: Solver): UslParameters {
  let best = solve(points.map(linearRow));
  let error = squaredError(points, best);
  for (let step = 0; step < 200; step++) {
    const from = best;
    const to = solve(points.map((point) => tangentRow(point, from)));
    for (let share = 1; share > 1e-9; share /= 2) {
      const tried = between(from, to, share);
      const itsError = squaredError(points, tried);
      if (itsError >= error) continue;
      best = tried;
      error = itsError;
      break;
    }
    if (best === from) break;
  }
  return best;
}

function linearRow({ n, x }: Observed): Row {
  const weight = x ** 2 / n;
  return {
    perContention: weight * (n - 1),
    perCoherency: weight * n * (n - 1),
    target: weight * (n / x - 1),
  };
}

/** The law as a straight line around the parameters: C(at) + ∂C/∂σ (σ - at.σ) + ∂C/∂κ (κ - at.κ) = x. */
function tangentRow({ n, x }: Observed, at: UslParameters): Row {
  const fitted = uslThroughput(n, at);
  const perContention = (-(n - 1) * fitted ** 2) / n;
  const perCoherency = -(n - 1) * fitted ** 2;
  return {
    perContention,
    perCoherency,
    target: x - fitted + perContention * at.contention + perCoherency * at.coherency,
  };
}

function between(from: UslParameters, to: UslParameters, share: number): UslParameters {
  return {
    contention: from.contention + share * (to.contention - from.contention),
    coherency: from.coherency + share * (to.coherency - from.coherency),
  };
}

/** One row of a linear least-squares problem: target ≈ σ × perContention + κ × perCoherency. */
interface Row {
  readonly perContention: number;
  readonly perCoherency: number;
  readonly target: number;
}

/** Solves the rows within the law's bounds. */
type Solver = (rows: readonly Row[]) => UslParameters;

/** Amdahl's bounds: 0 ≤ σ ≤ 1, and no κ. */
export function serialOnly(rows: readonly Row[]): UslParameters {
  const { cc, ct } = products(rows);
  return { contention: Math.min(1, Math.max(0, ct / cc)), coherency: 0 };
}

/** The USL's bounds, σ ≥ 0 and κ ≥ 0: where the free solution lies outside, the better of the two edges is the best. */
export function notNegative(rows: readonly Row[]): UslParameters {
  const { cc, kk, ck, ct, kt } = products(rows);
  const determinant = cc * kk - ck ** 2;
  const contention = (ct * kk - kt * ck) / determinant;
  const coherency = (kt * cc - ct * ck) / determinant;
  if (contention >= 0 && coherency >= 0) return { contention, coherency };
  const alone = { contention: Math.max(0, ct / cc), coherency: Math.max(0, kt / kk) };
  return alone.contention ** 2 * cc >= alone.coherency ** 2 * kk
    ? { contention: alone.contention, coherency: 0 }
    : { contention: 0, coherency: alone.coherency };
}

/** The sums of products of the normal equations. */
function products(rows: readonly Row[]) {
  const sums = { cc: 0, kk: 0, ck: 0, ct: 0, kt: 0 };
  for (const { perContention: c, perCoherency: k, target: t } of rows) {
    sums.cc += c * c;
    sums.kk += k * k;
    sums.ck += c * k;
    sums.ct += c * t;
    sums.kt += k * t;
  }
  return sums;
}

import type { Row, Solver } from './bounded-least-squares.ts';
import { type Observed, squaredError, type UslParameters, uslThroughput } from './usl.ts';

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

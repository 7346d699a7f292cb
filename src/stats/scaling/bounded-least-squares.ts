import type { UslParameters } from './usl.ts';

/** One row of a linear least-squares problem: target ≈ σ × perContention + κ × perCoherency. */
export interface Row {
  readonly perContention: number;
  readonly perCoherency: number;
  readonly target: number;
}

/** Solves the rows within the law's bounds. */
export type Solver = (rows: readonly Row[]) => UslParameters;

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

import type { Regression } from '../../../model/documents/comparison.ts';
import { type Baseline, judgeRegressions } from './judge-baseline.ts';
import type { JudgedComparison } from './judge-comparison.ts';
import { judgeVersions } from './judge-versions.ts';

/** What candidates are held against, and how much slower than that fails: an earlier report, or the first of them. */
export interface Gate {
  readonly limit: number;
  readonly against: Baseline | 'first';
}

/** Null without a gate. */
export function regressionsOf(
  judged: JudgedComparison,
  gate: Gate | null,
  seed: number,
): readonly Regression[] | null {
  if (gate === null) return null;
  const { limit, against } = gate;
  return against === 'first'
    ? judgeVersions(judged, { limit, seed })
    : judgeRegressions(judged, against, { limit, seed });
}

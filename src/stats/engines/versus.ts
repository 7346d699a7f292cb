import type { Metric } from '../../model/documents/compared-run.ts';
import type { Comparison, ComparisonOutcome } from '../../model/documents/comparison.ts';

const OPPOSITE: Readonly<Record<ComparisonOutcome, ComparisonOutcome>> = {
  faster: 'slower',
  slower: 'faster',
  same: 'same',
  inconclusive: 'inconclusive',
};

/** What one candidate is against another. */
export type Versus = Pick<Comparison, 'ratio' | 'ci95' | 'call'>;

/**
 * `mine` against `other` on a metric: other's time ÷ mine (no unit), above 1 where mine is faster. A comparison may be
 * stored in either direction; one of the opposite direction is turned round. Null where the two weren't compared.
 */
export function versus(
  comparisons: readonly Comparison[],
  metric: Metric,
  mine: string,
  other: string,
): Versus | null {
  const ofMetric = comparisons.filter((comparison) => comparison.metric === metric);
  const direct = ofMetric.find(({ candidate, baseline }) => candidate === mine && baseline === other);
  if (direct !== undefined) return direct;
  const opposite = ofMetric.find(({ candidate, baseline }) => candidate === other && baseline === mine);
  return opposite === undefined ? null : turnedRound(opposite);
}

/** The interval's ends change places. What has no finite counterpart (0, or next to it) becomes unknown. */
function turnedRound({ ratio, ci95, call }: Comparison): Versus {
  const [low, high] = [inverse(ci95?.[1]), inverse(ci95?.[0])];
  return {
    ratio: inverse(ratio),
    ci95: low === null || high === null ? null : [low, high],
    call: OPPOSITE[call],
  };
}

/** One that was called faster or slower, by a ratio that can be turned round. */
export type DecisiveVersus = Versus & { readonly ratio: number };

export function isDecisive(against: Versus | null): against is DecisiveVersus {
  if (against?.call !== 'faster' && against?.call !== 'slower') return false;
  return inverse(against.ratio) !== null;
}

/** Null, too, where 1 / ratio isn't finite. */
export function inverse(ratio: number | null | undefined): number | null {
  const inverted = 1 / (ratio ?? 0);
  return Number.isFinite(inverted) ? inverted : null;
}

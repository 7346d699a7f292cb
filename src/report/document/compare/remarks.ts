import { formatNs } from '../../../base/units.ts';
import type { Metric, Outlier } from '../../../model/documents/compared-run.ts';
import type {
  ComparedEngine,
  CompareReport,
  Comparison,
  ComparisonOutcome,
} from '../../../model/documents/comparison.ts';
import { causesOrUnknown } from '../../words/causes.ts';
import { estimate } from '../../words/figures.ts';

const MOST_OUTLIERS = 5;

export const METRIC_WORDS: { readonly [metric in Metric]: string } = {
  work: 'work',
  total: 'total',
  startup: 'start-up',
  firstResult: 'first result',
};

const STAT_OF = {
  work: 'workNs',
  total: 'totalNs',
  startup: 'startupNs',
  firstResult: 'firstResultNs',
} as const satisfies { readonly [metric in Metric]: keyof ComparedEngine };

/** The runs that lie farthest from the others, a sentence each; beyond a handful, how many more there are. */
export function outlierRemarks({ results }: CompareReport): string[] {
  const all = results
    .flatMap((result) => result.outliers.map((outlier) => ({ result, outlier })))
    .sort((a, b) => Math.abs(b.outlier.z) - Math.abs(a.outlier.z));
  const shown = all.slice(0, MOST_OUTLIERS).map(({ result, outlier }) => outlierWords(result, outlier));
  return all.length === shown.length ? shown : [...shown, `+${all.length - shown.length} more`];
}

function outlierWords(result: ComparedEngine, { metric, round, ns, causes }: Outlier): string {
  const usual = formatNs(result[STAT_OF[metric]].median);
  return `outlier: ${result.label}, round ${round}: ${METRIC_WORDS[metric]} took ${formatNs(ns)}, usually ${usual} (${causesOrUnknown(causes)})`;
}

/** Candidates whose work and whose total, with start-up and transfer, come to opposite outcomes. */
export function totalRemarks(report: CompareReport): string[] {
  const [first] = report.results;
  return report.comparisons
    .filter(
      ({ metric, baseline, call }) =>
        metric === 'total' && baseline === first?.label && call !== 'inconclusive',
    )
    .filter(({ candidate, call }) => call !== callOn('work', candidate, report))
    .map((one) => {
      const verdict =
        one.call === 'same' ? `the same as ${one.baseline}` : `${one.call} than ${one.baseline}`;
      return `With start-up and transfer, ${one.candidate} is ${verdict}: ${estimate(one)}`;
    });
}

/** What a candidate was found to be on a metric, against the first one; null of the first itself. */
export function callOn(
  metric: 'work' | 'total',
  label: string,
  { results, comparisons }: CompareReport,
): ComparisonOutcome | null {
  const found = comparisons.find(
    (one) => one.metric === metric && one.baseline === results[0]?.label && one.candidate === label,
  );
  return found?.call ?? null;
}

/** `On work, threads is faster than loop: 1.93× [1.88, 1.97].` Of commands there is nothing but their time. */
export function comparisonWords(one: Comparison, isOfCommands: boolean): string {
  const found = {
    faster: `${one.candidate} is faster than ${one.baseline}`,
    slower: `${one.candidate} is slower than ${one.baseline}`,
    same: `${one.candidate} is the same as ${one.baseline}`,
    inconclusive: `no significant difference between ${one.candidate} and ${one.baseline}`,
  }[one.call];
  const on = isOfCommands ? '' : `On ${METRIC_WORDS[one.metric]}, `;
  if (one.ratio === null) return `${on}${one.candidate} can’t be compared with ${one.baseline}.`;
  return `${on}${found}: ${estimate(one)}.`;
}

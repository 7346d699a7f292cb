import { usageError } from '../../base/errors.ts';
import type { ComparedEngine, ComparedWorkload, CompareReport, Regression } from '../../model/comparison.ts';
import type { Machine } from '../../model/machine.ts';
import { ratioOfMedians } from '../../stats/bootstrap.ts';

/** What of an earlier report is needed to hold a new one against it. */
export type Baseline = Pick<CompareReport, 'machine' | 'workload' | 'results'>;

/** What of a machine has to be the same for times to mean the same. */
const SAME = [
  'platform',
  'arch',
  'cpuModel',
  'node',
  'allowedCpus',
  'effectiveCpus',
] as const satisfies (keyof Machine)[];

/**
 * Refuses a baseline that says nothing of this machine, or of this work.
 * @throws ConcurError (USAGE) naming every difference
 */
export function checkComparable(baseline: Baseline, machine: Machine, workload: ComparedWorkload): void {
  const then = baseline.machine;
  const differences = SAME.filter((fact) => `${then?.[fact]}` !== `${machine[fact]}`).map(
    (fact) => `${fact} was ${then?.[fact] ?? 'unknown'}, is ${machine[fact]}`,
  );
  if (differences.length > 0) {
    throw usageError(
      `the baseline comes from another machine: ${differences.join('; ')}`,
      'Make a baseline here: concur compare --export json=baseline.json',
    );
  }
  const [was, is] = [baseline.workload, workload].map(identity);
  if (was !== is) {
    throw usageError(
      `the baseline is about other work: it was ${was}, this is ${is}`,
      'Compare the same work, with the same units.',
    );
  }
}

function identity({ name, units, parameters }: ComparedWorkload): string {
  const settings = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return [name, ...settings, `${units} units`].join(', ');
}

/** Each engine that both have, now against then: only an interval that lies wholly above 1 makes a regression real. */
export function judgeRegressions(
  results: readonly ComparedEngine[],
  baseline: Baseline,
  { limit, seed }: { readonly limit: number; readonly seed: number },
): Regression[] {
  return results.flatMap((now) => {
    const then = baseline.results.find(
      ({ label, workers }) => label === now.label && workers === now.workers,
    );
    if (then === undefined) return [];
    const estimate = ratioOfMedians(now.workNs.samples, then.workNs.samples, { seed, paired: false });
    return { engine: now.label, ...estimate, limit, outcome: outcomeOf(estimate, limit) };
  });
}

function outcomeOf(
  { ratio, ci95 }: Pick<Regression, 'ratio' | 'ci95'>,
  limit: number,
): Regression['outcome'] {
  if (ratio === null || ci95 === null) return 'inconclusive';
  if (ratio > 1 + limit) return ci95[0] > 1 ? 'fail' : 'inconclusive';
  return ci95[1] <= 1 + limit || ratio <= 1 ? 'pass' : 'inconclusive';
}

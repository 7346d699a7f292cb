import { usageError } from '../../../base/errors/errors.ts';
import { countOf, listOf } from '../../../base/units.ts';
import type { ComparedWorkload, CompareReport, Regression } from '../../../model/documents/comparison.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import { ratioOfMedians } from '../../../stats/samples/bootstrap.ts';
import { cpuProof, isUndisturbed, regressionOutcome } from './regression-outcome.ts';

/** What of an earlier report is needed to hold a new one against it. */
export type Baseline = Pick<CompareReport, 'machine' | 'workload' | 'results' | 'options' | 'runs'>;

/** What of a machine has to be the same for times to mean the same. */
const SAME = [
  'platform',
  'arch',
  'cpuModel',
  'node',
  'allowedCpus',
  'effectiveCpus',
] as const satisfies (keyof Machine)[];

/** What of the options changes how long the same work takes. */
const SETTINGS = ['pin', 'cores', 'quick'] as const;

const MEASURE_BOTH =
  'Measure both here: concur compare ./work.ts#name --against REVISION. Or save a baseline here: concur compare --export json=baseline.json';

/** What is to be held against a baseline. */
export interface Comparable {
  readonly machine: Machine;
  readonly workload: ComparedWorkload;
  readonly options: CompareReport['options'];
  /** Of workers. */
  readonly counts: readonly number[];
  /** The candidates' labels. */
  readonly labels: readonly string[];
}

/**
 * Refuses a baseline that says nothing of this machine, this work, or these candidates.
 * @throws ConcurError (USAGE) naming every difference
 */
export function checkComparable(baseline: Baseline, now: Comparable): void {
  const { machine, workload, counts, labels } = now;
  const then = baseline.machine;
  const facts = [
    ...SAME.map((fact) => [fact, then?.[fact], machine[fact]] as const),
    ['python', pythonOf(then), pythonOf(machine)] as const,
  ];
  const differences = facts
    .filter(([, was, is]) => `${was}` !== `${is}`)
    .map(([fact, was, is]) => `${fact} was ${was ?? 'unknown'}, is ${is ?? 'unknown'}`);
  if (differences.length > 0) {
    const isOtherModel = then?.cpuModel !== machine.cpuModel;
    throw usageError(
      `the baseline comes from another machine: ${differences.join('; ')}`,
      isOtherModel ? MEASURE_BOTH : 'Save a baseline here: concur compare --export json=baseline.json',
    );
  }
  const [was, is] = [baseline.workload, workload].map(identity);
  if (was !== is) {
    throw usageError(
      `the baseline has other work: it was ${was}, this is ${is}`,
      'Compare the same work, with the same units.',
    );
  }
  const changed = SETTINGS.filter((name) => settingOf(baseline, name) !== settingOf(now, name));
  if (changed.length > 0) {
    const said = changed.map(
      (name) => `--${name} was ${settingOf(baseline, name)}, is ${settingOf(now, name)}`,
    );
    throw usageError(
      `the baseline has other settings: ${said.join('; ')}`,
      'Use the settings of the baseline.',
    );
  }
  if (!baseline.results.some((then) => counts.includes(then.workers) && labels.includes(then.label))) {
    const had = baseline.results.map((then) => `${then.label} with ${countOf(then.workers, 'worker')}`);
    throw usageError(
      `the baseline has none of these engines with ${countsWords(counts)}: it has ${listOf(had)}`,
      'Compare the engines of the baseline, with the same number of workers.',
    );
  }
}

/** `2 workers`, `1, 2 or 4 workers`. */
function countsWords(counts: readonly number[]): string {
  const [only, ...more] = counts;
  return only !== undefined && more.length === 0
    ? countOf(only, 'worker')
    : `${listOf(counts.map(String), 'or')} workers`;
}

/** The version of the Python that ran the work; null where it was Node. */
function pythonOf(machine: Pick<Machine, 'python'> | null): string | null {
  return machine?.python?.state === 'found' ? machine.python.version : null;
}

function settingOf({ options }: Pick<Comparable, 'options'>, name: (typeof SETTINGS)[number]): string {
  return String(options[name] ?? 'not given');
}

function identity({ name, units, parameters }: ComparedWorkload): string {
  const settings = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return [name, ...settings, `${units} units`].join(', ');
}

/**
 * Each engine that both have, now against then.
 * @param runs this comparison's own
 */
export function judgeRegressions(
  { results, runs }: Pick<Baseline, 'results' | 'runs'>,
  baseline: Baseline,
  { limit, seed }: { readonly limit: number; readonly seed: number },
): Regression[] {
  return results.flatMap((now) => {
    const then = baseline.results.find(
      ({ label, workers }) => label === now.label && workers === now.workers,
    );
    if (then === undefined) return [];
    const estimate = ratioOfMedians(now.workNs.samples, then.workNs.samples, { seed, paired: false });
    const pair = [cpuTimes(runs, now), cpuTimes(baseline.runs, then)] as const;
    const isSure = isUndisturbed(runs, now) && isUndisturbed(baseline.runs, then);
    const cpu = isSure ? null : cpuProof(now, then, () => ratioOfMedians(...pair, { seed, paired: false }));
    return { engine: now.label, ...estimate, limit, outcome: regressionOutcome(estimate, limit, cpu) };
  });
}

function cpuTimes(runs: Baseline['runs'], { label }: { readonly label: string }): number[] {
  return runs.flatMap((run) => (run.label === label ? (run.cpuNs ?? []) : []));
}

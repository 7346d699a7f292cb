import { countOf, listOf } from '../../base/units.ts';
import type { ComparedWorkload } from '../../model/comparison.ts';
import type { Exit } from '../../model/report.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../page.ts';

/** The least of the codes that say that a run didn't get to its end: our own timeout's, then the signals'. */
const ENDED_EARLY = 124;

/** `10 rounds`, `9 to 10 rounds`, `no run`. */
export function roundsWords(runs: readonly number[]): string {
  if (runs.length === 0) return 'no run';
  const [fewest, most] = [Math.min(...runs), Math.max(...runs)];
  return fewest === most ? countOf(most, 'round') : `${fewest} to ${countOf(most, 'round')}`;
}

/** What ran, what a unit of it is, and whether it ran to its end. */
export function headLines(
  title: string,
  { workload, exit }: { readonly workload: ComparedWorkload; readonly exit: Exit },
  page: Page,
): string[] {
  const { palette, width } = page;
  const early = earlyEnd(exit);
  return [
    ...wrap(palette.text(title), width).map((line) => palette.color.bold(line)),
    ...wrap(palette.text(unitWords(workload)), width).map((line) => palette.color.dim(line)),
    ...(early === null ? [] : wrap(palette.text(early), width).map((line) => palette.color.yellow(line))),
  ];
}

/** What a unit is, and whose code it is. */
export function unitWords({ unit, source }: Pick<ComparedWorkload, 'unit' | 'source'>): string {
  return `A unit: ${unit} (${source}).`;
}

/** Said where a run didn't get to its end, so that nobody takes its figures for all of them. */
export function earlyEnd({ code, reason }: Exit): string | null {
  return code < ENDED_EARLY ? null : `Ended early: ${reason}. This is what was measured until then.`;
}

/** `2 workers`; `1 worker (loop) and 2 workers (threads and pool)`. */
export function workersWords(
  results: readonly { readonly label: string; readonly workers: number }[],
): string {
  const counts = [...new Set(results.map(({ workers }) => workers))].sort((a, b) => a - b);
  const [only, ...more] = counts;
  if (only !== undefined && more.length === 0) return countOf(only, 'worker');
  const named = counts.map((count) => {
    const labels = results.filter(({ workers }) => workers === count).map(({ label }) => label);
    return `${countOf(count, 'worker')} (${listOf(labels)})`;
  });
  return listOf(named);
}

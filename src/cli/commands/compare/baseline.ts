import { usageError } from '../../../base/errors/errors.ts';
import { readOutside } from '../../../base/files/read-outside.ts';
import { readSaved } from '../../../report/saved/read-saved.ts';
import { type Baseline, type Comparable, checkComparable } from '../../../run/series/judge/judge-baseline.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import type { TypedOptions } from '../../options/table.ts';

/** An earlier report, and how much slower than it fails. */
export interface ChosenBaseline {
  readonly report: Baseline;
  readonly limit: number;
}

/** What `--baseline` names, or null without it. @throws ConcurError (USAGE) where it says nothing of what is to run */
export async function chooseBaseline(
  options: TypedOptions,
  now: Omit<Comparable, 'options'>,
): Promise<ChosenBaseline | null> {
  const { baseline: file, maxRegress } = options;
  if (file === undefined) {
    if (maxRegress === undefined) return null;
    throw usageError('--max-regress needs an earlier report', 'Add --baseline FILE.');
  }
  const report = await readBaseline(file);
  checkComparable(report, { ...now, options: { ...options } });
  return { report, limit: maxRegress ?? SERIES_DEFAULTS.maxRegress };
}

/** An earlier report of `compare`. @throws ConcurError (USAGE) for anything else */
export async function readBaseline(file: string): Promise<Baseline> {
  const name = `--baseline ${file}`;
  const text = await readOutside(file, name, 'Save one: concur compare --export json=baseline.json');
  const { document } = await readSaved(text, name, 'compare');
  return document as unknown as Baseline;
}

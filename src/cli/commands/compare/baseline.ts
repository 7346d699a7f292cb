import { usageError } from '../../../base/errors/errors.ts';
import { readOutside } from '../../../base/files/read-outside.ts';
import { readSaved } from '../../../report/saved/read-saved.ts';
import { type Baseline, type Comparable, checkComparable } from '../../../run/series/judge/judge-baseline.ts';
import type { Gate } from '../../../run/series/judge/judge-gate.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import type { TypedOptions } from '../../options/table.ts';

/**
 * What candidates are held against: what `--baseline` names; the revision; the first candidate, where `--max-regress` asks for
 * that. Null without any. @param areDifferent whether they are versions or commands, and not engines for one work @throws ConcurError (USAGE) where an earlier report says nothing of what is to run
 */
export async function chooseGate(
  options: TypedOptions,
  now: Omit<Comparable, 'options'>,
  areDifferent: boolean,
): Promise<Gate | null> {
  const { baseline: file, against, maxRegress } = options;
  const limit = maxRegress ?? SERIES_DEFAULTS.maxRegress;
  if (file !== undefined) {
    const report = await readBaseline(file);
    checkComparable(report, { ...now, options: { ...options } });
    return { against: report, limit };
  }
  if (against !== undefined) return { against: 'first', limit };
  if (maxRegress === undefined) return null;
  if (areDifferent) return { against: 'first', limit };
  throw usageError(
    '--max-regress needs something to compare with',
    'Add --baseline FILE, or a git revision: --against HEAD.',
  );
}

/** An earlier report of `compare`. @throws ConcurError (USAGE) for anything else */
export async function readBaseline(file: string): Promise<Baseline> {
  const name = `--baseline ${file}`;
  const text = await readOutside(file, name, 'Save one: concur compare --export json=baseline.json');
  const { document } = await readSaved(text, name, 'compare');
  return document as unknown as Baseline;
}

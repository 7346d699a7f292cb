import { readFileSync } from 'node:fs';
import { usageError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { type Baseline, type Comparable, checkComparable } from '../../../run/series/judge/judge-baseline.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import type { TypedOptions } from '../../options/table.ts';

/** An earlier report, and how much slower than it fails. */
export interface ChosenBaseline {
  readonly report: Baseline;
  readonly limit: number;
}

/** What `--baseline` names, or null without it. @throws ConcurError (USAGE) where it says nothing of what is to run */
export function chooseBaseline(
  options: TypedOptions,
  now: Omit<Comparable, 'options'>,
): ChosenBaseline | null {
  const { baseline: file, maxRegress } = options;
  if (file === undefined) {
    if (maxRegress === undefined) return null;
    throw usageError('--max-regress needs an earlier report', 'Add --baseline FILE.');
  }
  const report = readBaseline(file);
  checkComparable(report, { ...now, options: { ...options } });
  return { report, limit: maxRegress ?? SERIES_DEFAULTS.maxRegress };
}

/** An earlier report of `compare`. @throws ConcurError (USAGE) for anything else */
export function readBaseline(file: string): Baseline {
  const document = parse(file);
  const { schema, results, workload, runs, options } = document as Partial<
    Record<keyof Baseline | 'schema', unknown>
  >;
  const isWhole = [results, runs].every(Array.isArray) && [workload, options].every(isObject);
  if (schema === 'concur/compare@1' && isWhole && (results as unknown[]).every(hasSamples)) {
    return document as Baseline;
  }
  throw usageError(
    `--baseline ${file} is not a report of concur compare (its schema: ${String(schema)})`,
    'Save one: concur compare --export json=baseline.json',
  );
}

function hasSamples(result: unknown): boolean {
  return Array.isArray((result as { workNs?: { samples?: unknown } } | null)?.workNs?.samples);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function parse(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw usageError(
      `--baseline ${file} can’t be read: ${messageOf(error)}`,
      'Save one: concur compare --export json=baseline.json',
    );
  }
}

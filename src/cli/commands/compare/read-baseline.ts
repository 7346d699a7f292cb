import { readFileSync } from 'node:fs';
import { messageOf, usageError } from '../../../base/errors/errors.ts';
import type { Baseline } from '../../../run/series/judge/judge-baseline.ts';

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

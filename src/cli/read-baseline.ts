import { readFileSync } from 'node:fs';
import { messageOf, usageError } from '../base/errors.ts';
import type { Baseline } from '../run/series/judge-baseline.ts';

/** An earlier report of `compare`. @throws ConcurError (USAGE) for anything else */
export function readBaseline(file: string): Baseline {
  const document = parse(file);
  const { schema, results, workload } = document as {
    schema?: unknown;
    results?: unknown;
    workload?: unknown;
  };
  if (schema === 'concur/compare@1' && Array.isArray(results) && workload !== undefined) {
    return document as Baseline;
  }
  throw usageError(
    `--baseline ${file} is not a report of concur compare (its schema: ${String(schema)})`,
    'Make one: concur compare --export json=baseline.json',
  );
}

function parse(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw usageError(
      `--baseline ${file} can’t be read: ${messageOf(error)}`,
      'Make one: concur compare --export json=baseline.json',
    );
  }
}

import { expect } from 'vitest';
import type { CheckReport } from '../../src/model/documents/check.ts';
import type { CompareReport } from '../../src/model/documents/comparison.ts';
import type { CoresReport } from '../../src/model/documents/cores-report.ts';
import type { ScaleReport } from '../../src/model/documents/scaling.ts';
import type { Ended } from './concur.ts';
import { schemaErrors } from './schema.ts';

/** The document that `concur cores --json` printed: whole, valid, and as it exited. */
export function coresDocument(ended: Ended): CoresReport {
  return documentAs('cores', ended) as CoresReport;
}

/** The document that `concur check --json` printed: whole, valid, and as it exited. */
export function checkDocument(ended: Ended): CheckReport {
  return documentAs('check', ended) as CheckReport;
}

/** The document that `concur compare --json` printed: whole, valid, and as it exited. */
export function compareDocument(ended: Ended): CompareReport {
  return documentAs('compare', ended) as CompareReport;
}

/** The document that `concur scale --json` printed: whole, valid, and as it exited. */
export function scaleDocument(ended: Ended): ScaleReport {
  return documentAs('scale', ended) as ScaleReport;
}

function documentAs(name: 'cores' | 'check' | 'compare' | 'scale', { stdout, stderr, code }: Ended): unknown {
  let document: { schema?: string; exit?: { code?: number } };
  try {
    document = JSON.parse(stdout);
  } catch {
    throw new Error(`not one JSON document:\n${stdout}\n--- stderr:\n${stderr}`);
  }
  expect(schemaErrors(name, document)).toEqual([]);
  expect([document.schema, document.exit?.code]).toEqual([`concur/${name}@1`, code]);
  return document;
}

import { expect } from 'vitest';
import type { CheckReport } from '../../src/model/check.ts';
import type { CoresReport } from '../../src/model/cores-report.ts';
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

function documentAs(name: 'cores' | 'check', { stdout, stderr, code }: Ended): unknown {
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

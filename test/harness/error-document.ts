import { expect } from 'vitest';
import type { ErrorDocument } from '../../src/model/documents/error.ts';
import type { Ended } from './concur.ts';
import { schemaErrors, undescribed } from './schema.ts';

/** The document that a command printed with --json which ended in an error: whole, valid, and as it exited. */
export function errorDocumentOf({ stdout, stderr, code }: Ended): ErrorDocument {
  let document: ErrorDocument;
  try {
    document = JSON.parse(stdout);
  } catch {
    throw new Error(`not one JSON document:\n${stdout}\n--- stderr:\n${stderr}`);
  }
  expect(schemaErrors('error', document)).toEqual([]);
  expect(undescribed('error', document)).toEqual([]);
  expect(document.exit).toEqual({ code, reason: document.error.message });
  expect(stderr).toContain(document.error.message);
  return document;
}

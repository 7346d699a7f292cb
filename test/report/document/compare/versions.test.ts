import { expect, it } from 'vitest';
import { compareDocument } from '../../../../src/report/document/compare/compare.ts';
import { IN_NODE, makeCompareReport, makeEngine, makeRegression } from '../../../fixtures/compare-report.ts';
import { rendered } from '../../../fixtures/rendered.ts';

const HASH_ROW = { ...IN_NODE, kind: 'function', label: '/a/work.ts#hashRow' } as const;
const REVISION = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
const REPORT = makeCompareReport({
  results: [
    makeEngine('loop', { label: 'a1b2c3d', subject: { ...HASH_ROW, revision: REVISION } }),
    makeEngine('loop', { label: 'working tree', subject: HASH_ROW }),
  ],
  comparisons: [],
  recommendation: { label: 'working tree', engine: 'loop', workers: 2, because: 'twice as fast' },
  regressions: [makeRegression({ engine: 'working tree', against: 'a1b2c3d' })],
});

it('versions are named with their code, and the faster one first', () => {
  const { title, lead, line } = compareDocument(REPORT);
  expect(title).toBe('hash: a1b2c3d, working tree');
  expect(lead).toEqual([
    'hash: 2000 units on 2 workers of loop, 6 rounds, seed 1.',
    'A unit: the SHA-256 of 1024 bytes.',
    `a1b2c3d: /a/work.ts#hashRow at ${REVISION}.`,
    'working tree: /a/work.ts#hashRow.',
  ]);
  expect(line).toContain('working tree is faster: twice as fast');
});

it('tables speak of versions, and of the one that others are held against', () => {
  const text = rendered('compare', 'md', REPORT);
  expect(text).toContain('| version |');
  expect(text).not.toContain('| engine |');
  expect(text).toContain('Against a1b2c3d');
  expect(text).toContain('time of working tree ÷ time of a1b2c3d');
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_INS } from '../../src/workloads/catalog/catalog.ts';
import { parseWorkload } from '../../src/workloads/catalog/parse-workload.ts';
import { resultsOf, workHost } from '../fixtures/work-host.ts';

let scratchDir = '';
beforeAll(() => {
  scratchDir = mkdtempSync(join(tmpdir(), 'concur-answers-'));
});
afterAll(() => rmSync(scratchDir, { recursive: true }));

const SETTINGS = [
  'compute:steps=1',
  'compute:steps=12345',
  'primes:width=1',
  'primes:width=1000',
  'hash:size=64B',
  'hash:size=119B',
  'hash:size=64KiB',
  'memory:size=1KB',
  'memory:size=1003B',
  'memory:size=1MiB',
  'allocate:objects=1',
  'allocate:objects=1024',
  'allocate:objects=5000',
  'sleep:time=1ms',
  'io:size=4B',
  'io:size=1001B',
  'io:size=1MB',
  'pbkdf2:iterations=1',
  'pbkdf2:iterations=2',
  'pbkdf2:iterations=4096',
  'pbkdf2:iterations=7,digest=sha512',
  'message:size=1KB',
  'message:size=1001B,how=transfer',
  'message:size=10MB,how=share',
  'message:size=1MB',
];
const SHARES = [
  { first: 0, stride: 1, units: 3 },
  { first: 1, stride: 3, units: 2 },
  { first: 999_983, stride: 7, units: 2 },
];

it('has settings of every workload to try', () => {
  const tried = new Set(SETTINGS.map((text) => text.split(':')[0]));
  expect([...tried]).toEqual(BUILT_INS.map(({ name }) => name));
});

describe.each(SETTINGS)('%s', (text) => {
  const { workload, params } = parseWorkload(text);

  it.each(SHARES)('gives what is expected of units $first, $first + $stride, …', async (share) => {
    const found = await resultsOf(workload.name, params, share, workHost({ scratchDir }));
    const indexes = Array.from({ length: share.units }, (_, i) => share.first + i * share.stride);
    expect(found).toEqual(indexes.map((index) => workload.expected(index, params)));
  });

  it('expects unsigned integers of 32 bits', () => {
    for (const index of [0, 1, 2 ** 31 - 1, 2 ** 31]) {
      const expected = workload.expected(index, params);
      expect(expected >>> 0).toBe(expected);
    }
  });
});

it('gives other answers for other units, so that a mixed-up order shows', () => {
  for (const { name } of BUILT_INS.filter((workload) => workload.name !== 'pbkdf2')) {
    const { workload, params } = parseWorkload(name);
    expect(workload.expected(1, params)).not.toBe(workload.expected(2, params));
  }
});

it('leaves no file behind', () => {
  expect(readdirSync(scratchDir)).toEqual([]);
});

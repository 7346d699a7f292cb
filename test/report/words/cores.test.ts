import { expect, it } from 'vitest';
import type { Cache } from '../../../src/model/machine/topology.ts';
import { cacheSize, cacheSummary } from '../../../src/report/words/cores.ts';

function cache(overrides: Partial<Cache>): Cache {
  return { level: 1, type: 'unified', sizeBytes: 1024, cpus: [0], ...overrides };
}

it.each([
  [32 * 1024, '32 KiB'],
  [1536, '1.5 KiB'],
  [1023 * 1024, '1023 KiB'],
  [1024 * 1024, '1 MiB'],
  [1280 * 1024, '1.25 MiB'],
  [33 * 1024 * 1024, '33 MiB'],
  [null, 'of unknown size'],
])('writes %s bytes as %s', (sizeBytes, text) => {
  expect(cacheSize({ sizeBytes })).toBe(text);
});

it('counts what is alike, data and instructions apart', () => {
  const l1 = { sizeBytes: 32 * 1024 };
  expect(
    cacheSummary([
      cache({ ...l1, type: 'data' }),
      cache({ ...l1, type: 'data' }),
      cache({ ...l1, type: 'instruction' }),
      cache({ level: 3, sizeBytes: 30 * 1024 * 1024 }),
    ]),
  ).toBe('2 × L1d 32 KiB, 1 × L1i 32 KiB and 1 × L3 30 MiB');
});

it('counts sizes apart, as hybrid machines have them', () => {
  const [big, small] = [1280, 2048].map((kib) => cache({ level: 2, sizeBytes: kib * 1024 }));
  expect(cacheSummary([big as Cache, small as Cache])).toBe('1 × L2 1.25 MiB and 1 × L2 2 MiB');
});

it('says that nothing is known', () => {
  expect(cacheSummary([])).toBe('unknown');
});

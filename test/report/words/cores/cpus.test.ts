import { describe, expect, it } from 'vitest';
import type { Cache } from '../../../../src/model/machine/topology.ts';
import {
  cacheSize,
  cacheSummary,
  countsWords,
  effectiveWords,
  hiddenWords,
  isolatedWords,
  measuredWords,
} from '../../../../src/report/words/cores/cpus.ts';
import { makeCoresReport, makeMeasured, SERVER, topologyOf } from '../../../fixtures/cores-report.ts';

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

describe('limits that can’t be seen', () => {
  const hidden = { atMostCpus: 4, evidence: ['/sys/fs/cgroup/cpu.max is there'] };
  const report = makeCoresReport({ hidden, effectiveCpus: 4, limits: [] });

  it('make the number one of at most so many', () => {
    expect(effectiveWords(report)).toBe('at most 4 CPUs in the long run, ancestors hidden');
  });

  it('are told with their evidence', () => {
    expect(hiddenWords(hidden)).toMatch(/at most 4 CPUs: \/sys\/fs\/cgroup\/cpu\.max is there$/);
  });
});

describe('isolated CPUs', () => {
  const topology = topologyOf({ ...SERVER, isolated: [1, 2, 3], allowed: [1, 2, 3] });
  const report = makeCoresReport({
    ...topology,
    effectiveCpus: 3,
    unpinnedCpus: 1,
    limits: [],
  });

  it('are no CPUs to threads that nobody pins', () => {
    expect(effectiveWords(report)).toBe(
      '3 CPUs in the long run, 1 for threads that are not pinned (isolated CPUs)',
    );
    expect(countsWords(report.counts)).toContain('3 allowed, 3 of them isolated');
    expect(isolatedWords(report)).toMatch(/^CPUs 1-3 \(isolcpus\): .*not pinned use 1 CPU;/);
    expect(isolatedWords(makeCoresReport())).toBeNull();
  });
});

it('does not tell noise as throughput', () => {
  const measured = makeMeasured({ throughputX: null, throughputNoise: 2.4 });
  expect(measuredWords(measured)).toContain(
    'throughput unknown (2.40× one alone is more than the busy CPUs can do: noise)',
  );
});

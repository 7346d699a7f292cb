import { describe, expect, it } from 'vitest';
import type { CoresReport, PerWorker } from '../../../../src/model/documents/cores-report.ts';
import { adviceTitle, adviceWords } from '../../../../src/report/words/cores/advice.ts';
import { makeCoresReport, SERVER, topologyOf } from '../../../fixtures/cores-report.ts';

describe('the advice', () => {
  it('is of at most so many where limits can’t be seen', () => {
    const hidden = { atMostCpus: 4, evidence: ['/sys/fs/cgroup/cpu.max is there'] };
    const report = makeCoresReport({ hidden, effectiveCpus: 4, recommendedWorkers: 4, limits: [] });
    expect(adviceWords(report)).toBe('at most 4 workers, one for each whole CPU (ancestors hidden)');
    expect(adviceTitle(report)).toBe('At most a worker for each whole CPU (ancestors hidden)');
  });

  it('leaves isolated CPUs out', () => {
    const topology = topologyOf({ ...SERVER, isolated: [1, 2, 3], allowed: [1, 2, 3] });
    const report = makeCoresReport({
      ...topology,
      effectiveCpus: 3,
      unpinnedCpus: 1,
      recommendedWorkers: 1,
    });
    expect(adviceWords(report)).toMatch(/^1 worker, one for each CPU that threads get without being pinned/);
  });

  it('says that nothing is known', () => {
    expect(adviceWords(makeCoresReport({ recommendedWorkers: null }))).toBe('How many workers: unknown');
  });
});

describe('what a worker takes of the memory', () => {
  const eight = (recommendedWorkers: number, perWorker: Partial<PerWorker>): CoresReport =>
    makeCoresReport({
      effectiveCpus: 8,
      recommendedWorkers,
      perWorker: { bytes: 2e9, measuredOf: null, mostWorkers: null, ...perWorker },
    });

  it.each([
    [3, { mostWorkers: 3 }, '3 workers: 8 CPUs, but memory for 3 of 2.0 GB each'],
    [1, { mostWorkers: 0 }, '1 worker: 8 CPUs, but memory for none of 2.0 GB each'],
    [8, { mostWorkers: 20 }, '8 workers, one for each whole CPU; memory for 20 of 2.0 GB each'],
    [8, { mostWorkers: 8 }, '8 workers, one for each whole CPU; memory for 8 of 2.0 GB each'],
    [8, {}, '8 workers, one for each whole CPU; free memory unknown, 2.0 GB each'],
    [
      3,
      { bytes: 51.2e6, measuredOf: './work.ts#fn', mostWorkers: 3 },
      '3 workers: 8 CPUs, but memory for 3 of 51.2 MB each (./work.ts#fn, measured)',
    ],
  ])('is held against the CPUs: %d workers of %j', (workers, perWorker, words) => {
    expect(adviceWords(eight(workers, perWorker))).toBe(words);
  });

  it('stands in the title, too', () => {
    expect(adviceTitle(eight(3, { mostWorkers: 3 }))).toBe(
      'As many workers as memory is there for: 8 CPUs, but memory for 3 of 2.0 GB each',
    );
  });

  it('decides nothing where measuring has left fewer CPUs than there is memory for', () => {
    expect(adviceWords(eight(2, { mostWorkers: 5 }))).toMatch(/^2 workers, one for each whole CPU;/);
  });
});

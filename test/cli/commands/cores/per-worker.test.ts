import { describe, expect, it } from 'vitest';
import {
  checkPerWorker,
  perWorkerNotices,
  perWorkerOf,
} from '../../../../src/cli/commands/cores/per-worker.ts';
import type { Memory } from '../../../../src/model/machine/memory.ts';

const memory = (availableBytes: number | null): Memory => ({
  limitBytes: null,
  path: null,
  availableBytes,
  availablePath: null,
  totalBytes: null,
  machineAvailableBytes: null,
  swapTotalBytes: null,
  swapFreeBytes: null,
  swapLimitBytes: null,
  limits: [],
  hidden: [],
});
const OF_FUNCTION = { perWorker: { function: './work.ts#fn' } };

describe('what a worker takes', () => {
  it('is nothing where nobody asked', () => {
    expect(perWorkerOf({}, 5, memory(10))).toBeNull();
  });

  it('is the size that was given', () => {
    const asked = { perWorker: { bytes: 2e9 } };
    expect(perWorkerOf(asked, null, memory(7e9))).toEqual({ bytes: 2e9, measuredOf: null, mostWorkers: 3 });
    for (const unknown of [null, memory(null)])
      expect(perWorkerOf(asked, null, unknown)?.mostWorkers).toBeNull();
  });

  it('is what was measured of a function, or nothing where that was stopped', () => {
    expect(perWorkerOf(OF_FUNCTION, 1e8, memory(1e9))).toEqual({
      bytes: 1e8,
      measuredOf: './work.ts#fn',
      mostWorkers: 10,
    });
    expect(perWorkerOf(OF_FUNCTION, null, memory(1e9))).toBeNull();
  });

  it('is more than there is where not even one fits: that is said', () => {
    const perWorker = { bytes: 2e9, measuredOf: null, mostWorkers: 0 };
    expect(perWorkerNotices(perWorker, memory(1e9))).toEqual([
      { code: 'WORKER_EXCEEDS_MEMORY', bytes: 2e9, availableBytes: 1e9 },
    ]);
    expect(perWorkerNotices({ ...perWorker, mostWorkers: 1 }, memory(2e9))).toEqual([]);
    expect(perWorkerNotices(null, null)).toEqual([]);
  });
});

describe('a function', () => {
  it.each([
    [{ sysroot: '/x' }, '--sysroot'],
    [{ pid: 1 }, '-p'],
    [{ measure: false }, '--no-measure'],
  ])('is run, and so not with %j', (options, flag) => {
    expect(() => checkPerWorker({ ...OF_FUNCTION, ...options })).toThrow(
      `--per-worker ./work.ts#fn runs the function, and ${flag} runs nothing`,
    );
    expect(() => checkPerWorker({ perWorker: { bytes: 1 }, ...options })).not.toThrow();
  });

  const IN_PYTHON = { perWorker: { function: './work.py#fn' } };

  it.each([
    [{ input: 'rows.ndjson' }, '--input', OF_FUNCTION],
    [{ python: ['3.13'] }, '--python', IN_PYTHON],
  ])('is what %j is for', (options, flag, asked) => {
    expect(() => checkPerWorker(options)).toThrow(`${flag} needs a function of yours`);
    expect(() => checkPerWorker({ ...asked, ...options })).not.toThrow();
  });

  it('has one Python, and only where it is in Python', () => {
    expect(() => checkPerWorker({ ...OF_FUNCTION, python: ['3.13'] })).toThrow(
      expect.objectContaining({ hint: 'Try concur cores --per-worker ./work.py#name.' }),
    );
    expect(() => checkPerWorker({ ...IN_PYTHON, python: ['3.13', '3.14'] })).toThrow('takes one --python');
  });
});

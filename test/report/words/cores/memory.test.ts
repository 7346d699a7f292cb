import { describe, expect, it } from 'vitest';
import type { Memory } from '../../../../src/model/machine/memory.ts';
import { availableWords, memoryWords } from '../../../../src/report/words/cores/memory.ts';

const PATH = '/sys/fs/cgroup/memory.max';
const MEMORY: Memory = {
  limitBytes: null,
  path: null,
  availableBytes: 9.1e9,
  availablePath: '/proc/meminfo',
  totalBytes: 16e9,
  machineAvailableBytes: 9.1e9,
  swapTotalBytes: 0,
  swapFreeBytes: 0,
  swapLimitBytes: null,
  limits: [],
  hidden: [],
};
const LIMITED: Memory = {
  ...MEMORY,
  limitBytes: 2e9,
  path: PATH,
  availableBytes: 1.2e9,
  availablePath: PATH,
  limits: [{ source: 'memory.max', bytes: 2e9, usedBytes: 0.8e9, path: PATH }],
};

describe('memoryWords', () => {
  it('tells of the machine alone where nothing limits us', () => {
    expect(memoryWords(MEMORY)).toBe('9.1 GB of 16.0 GB available (/proc/meminfo); no swap');
  });

  it('tells of the tightest limit first', () => {
    expect(memoryWords({ ...LIMITED, swapTotalBytes: 4e9, swapFreeBytes: 1e9, swapLimitBytes: 0 })).toBe(
      `1.2 GB of 2.0 GB free (${PATH}); the machine: 9.1 GB of 16.0 GB available; swap: 1.0 GB of 4.0 GB free, at most 0.0 MB of it ours`,
    );
  });

  it('says what it could not see or read', () => {
    const limits = [{ source: 'memory.max', bytes: null, usedBytes: null, path: PATH }];
    expect(memoryWords({ ...MEMORY, swapTotalBytes: null, limits, hidden: ['…'] })).toBe(
      '9.1 GB of 16.0 GB available (/proc/meminfo); swap unknown; a limit can’t be read; limits of groups that can’t be seen may leave less',
    );
  });
});

describe('availableWords', () => {
  it('says what may be taken where another limit leaves less than the tightest one', () => {
    expect(availableWords(LIMITED)).toBeNull();
    expect(availableWords({ ...LIMITED, availableBytes: 5e8, availablePath: '/proc/meminfo' })).toBe(
      '500.0 MB may still be taken (/proc/meminfo)',
    );
  });
});

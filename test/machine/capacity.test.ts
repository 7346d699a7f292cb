import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { checkCapacity, processLimit, workerCapacity } from '../../src/machine/capacity.ts';
import { captured } from '../fixtures/captured.ts';

const limits = (processes: string) =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax processes             ${processes}                 unlimited            processes\n`;

describe('workerCapacity', () => {
  it('is limited by the memory that is free', () => {
    // 200,000 kB are 204.8 MB: ten workers of 20 MB.
    const sysroot = captured({ '/proc/meminfo': 'MemTotal: 900000 kB\nMemAvailable:  200000 kB\n' });
    expect(workerCapacity(sysroot, false)).toEqual({
      workers: 10,
      reason: '204.8 MB of memory are available, and a worker needs about 20.0 MB',
    });
  });

  it('is limited by the number of processes', () => {
    const sysroot = captured({ '/proc/self/limits': limits('64') });
    expect(workerCapacity(sysroot, false)).toEqual({
      workers: 5,
      reason: 'the process limit (ulimit -u) is 64, and a worker needs up to 11',
    });
  });

  it('takes the tightest', () => {
    const sysroot = captured({
      '/proc/meminfo': 'MemAvailable:  200000 kB\n',
      '/proc/self/limits': limits('33'),
    });
    expect(workerCapacity(sysroot, false).workers).toBe(3);
  });

  it('leaves room for one in any case', () => {
    expect(workerCapacity(captured({ '/proc/meminfo': 'MemAvailable: 1 kB\n' })).workers).toBe(1);
  });

  it('is limited by the CPUs where nothing else is known', () => {
    expect(workerCapacity(captured({}))).toEqual({
      workers: availableParallelism() * 1024,
      reason: 'at most 1,024 per usable CPU',
    });
  });
});

it('refuses more workers than can be started, and says what to ask for', () => {
  const sysroot = captured({ '/proc/meminfo': 'MemAvailable:  200000 kB\n' });
  checkCapacity(10, sysroot);
  expect(() => checkCapacity(11, sysroot)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: expect.stringMatching(/^11 workers are more than .* the limit is 10: 204\.8 MB/),
      facts: { kind: 'too-many-workers', workers: 11, most: 10 },
    }),
  );
});

it('exempts root from the process limit', () => {
  expect(processLimit(captured({ '/proc/self/limits': limits('4096') }), true)).toBeNull();
});

it('knows no process limit where it is unlimited or unreadable', () => {
  expect(processLimit(captured({ '/proc/self/limits': limits('unlimited') }), false)).toBeNull();
  expect(processLimit(captured({}), false)).toBeNull();
  expect(processLimit(captured({ '/proc/self/limits': limits('4096') }), false)).toBe(4096);
});

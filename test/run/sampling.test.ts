import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sysroot } from '../../src/machine/sysroot.ts';
import { listThreads, listThreadsLeft } from '../../src/run/trial/census.ts';
import { samplingPeriodMs } from '../../src/run/trial/follow/cpu-sampler.ts';
import { captured } from '../fixtures/captured.ts';

describe('samplingPeriodMs', () => {
  it.each([
    // 60 looks are aimed at, never more often than every 10 ms, with 2 ms for each thread, nor more seldom than 100 ms.
    [2, 300, 10],
    [2, 1_500, 25],
    [2, 3_600_000, 100],
    [100, 1_500, 200],
    [1_000, 1_500, 2_000],
    [0, 0, 10],
  ])('is for %d threads over %d ms every %d ms', (threads, expectedMs, periodMs) => {
    expect(samplingPeriodMs(threads, expectedMs)).toBe(periodMs);
  });

  it('leaves each thread its two milliseconds, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5000 }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (threads, expectedMs) => {
          expect(samplingPeriodMs(threads, expectedMs)).toBeGreaterThanOrEqual(Math.max(10, 2 * threads));
        },
      ),
    );
  });
});

describe('listThreads', () => {
  it('lists a process’ threads by number, with their names', () => {
    const sysroot = captured({
      '/proc/7/task/10/comm': 'w 2\n',
      '/proc/7/task/7/comm': 'node\n',
      '/proc/7/task/9/comm': 'w1\n',
      '/proc/8/task/8/comm': 'other\n',
    });
    expect(listThreads(sysroot, 7)).toEqual([
      { tid: 7, comm: 'node' },
      { tid: 9, comm: 'w1' },
      { tid: 10, comm: 'w 2' },
    ]);
  });

  it('leaves out a thread that ended while it was looked at', () => {
    const sysroot = captured({ '/proc/7/task/7/comm': 'node\n', '/proc/7/task/9/stat': '' });
    expect(listThreads(sysroot, 7)).toEqual([{ tid: 7, comm: 'node' }]);
  });

  it('lists nothing where /proc is missing', () => {
    expect(listThreads(captured({}), 7)).toEqual([]);
  });
});

describe('listThreadsLeft', () => {
  /** A kernel that takes thread 9 off the list after so many looks, and a clock that doesn’t wait. */
  const lookAfter = async (looks: number) => {
    const [gone, there] = [
      captured({ '/proc/7/task/7/comm': 'node' }),
      captured({ '/proc/7/task/7/comm': 'node', '/proc/7/task/9/comm': 'w1' }),
    ];
    let looked = 0;
    const sysroot = {
      list: (path: string) => (looked++ < looks ? there : gone).list(path),
      read: (path: string) => there.read(path),
    } as Sysroot;
    const clock = {
      nowNs: () => 0,
      after(_ms: number, action: () => void) {
        queueMicrotask(action);
        return () => {};
      },
    };
    return (await listThreadsLeft(sysroot, 7, [9], clock)).map(({ tid }) => tid);
  };

  it('gives a joined thread the moment in which the kernel takes it off the list', async () => {
    expect(await lookAfter(0)).toEqual([7]);
    expect(await lookAfter(3)).toEqual([7]);
  });

  it('still finds one that has not ended', async () => {
    expect(await lookAfter(Infinity)).toEqual([7, 9]);
  });
});

import { describe, expect, it } from 'vitest';
import { ceilingInWords } from '../../../../src/report/words/ceiling.ts';
import { phaseInWords, phasesHeadline, phasesWords } from '../../../../src/report/words/phases.ts';
import type { SeenFigures } from '../../../../src/run/watch/judge-watched.ts';
import { binsOf } from '../../../../src/run/watch/phases/bins.ts';
import { clocksAt } from '../../../../src/run/watch/phases/clocks-at.ts';
import { phasesSeen } from '../../../../src/run/watch/phases/phases-seen.ts';
import type { SampledThread } from '../../../../src/run/watch/phases/threads-within.ts';
import { QUIET } from '../../../fixtures/builders.ts';
import { type Stretch, sampledThread } from '../../../fixtures/sampled-threads.ts';
import { waitShares } from '../../../fixtures/waits.ts';

function seen(threads: readonly SampledThread[], overrides: Partial<SeenFigures> = {}, isPartial = false) {
  const durationNs = Math.max(0, ...threads.map(({ record }) => record.lastSeenNs));
  const whole: SeenFigures = {
    durationNs,
    threads: threads.map(({ record }) => record),
    unseenNs: 0,
    conditions: QUIET,
    cpus: 4,
    quotaCpus: null,
    programs: new Map([[100, 'made-up']]),
    openmp: new Map(),
    coresBusy: [],
    hasSchedstat: true,
    waits: waitShares(),
    topLock: null,
    hogged: null,
    atFileLock: 0,
    ...overrides,
  };
  const sampling = { samples: Math.round(durationNs / 50e6), intervalMs: 50, isPartial };
  const { phases, ceiling } = phasesSeen(threads, whole, sampling);
  return { phases, ceiling, words: phases.map(phaseInWords) };
}

const busy = (seconds: number): Stretch => ({ seconds, run: 1 });
const asleep = (seconds: number): Stretch => ({ seconds, run: 0, wait: 'sleep' });
const waitsForChild = (seconds: number): Stretch => ({ seconds, run: 0, wait: 'child' });

/** Ten seconds of one, then five of four others, for which the first waits. */
const BUILD = [
  sampledThread(1, 0, busy(10), waitsForChild(5)),
  ...[2, 3, 4, 5].map((tid) => sampledThread(tid, 10, busy(5))),
];

describe('ten seconds of one thread, then five of four', () => {
  const { phases, ceiling, words } = seen(BUILD);

  it('are two phases with a verdict each', () => {
    expect(words).toMatchObject([
      { startNs: 0, endNs: 10e9, r: 1, d: 0, kind: 'MIXED', manner: 'serial' },
      { startNs: 10e9, endNs: 15e9, r: 4, d: 0, kind: 'PARALLEL', manner: 'parallel' },
    ]);
    expect(words.map(({ because }) => because)).toEqual([
      'one thread, "w1" (tid 1), busy 1.00: nobody else wanted to run',
      '4 threads kept 4.00 cores busy at once',
    ]);
  });

  it('are told in one sentence', () => {
    expect(phasesWords(phases)).toBe(
      'serial for 10.00 s (one thread, "w1", busy 1.00), then parallel for 5.00 s (4 threads, busy 4.00)',
    );
    expect(phasesHeadline(words)).toBe('SERIAL, THEN PARALLEL');
  });

  it('can become 1.5 times as fast', () => {
    expect(ceiling).toMatchObject({ waitNs: 0 });
    expect(ceiling?.ratio).toBeCloseTo(1.5, 5);
    expect(ceiling === null ? '' : ceilingInWords(ceiling).because).toBe(
      'with any number of cores at most 1.5 times as fast (±4 %): for at least 10.00 s of 15.00 s at most one thread ran or was queued. It rests on 300 samples, one every 50 ms'.replace(
        '15.0 s',
        '15.00 s',
      ),
    );
  });
});

it('names those that were alone, the longest first, with how long they were', () => {
  const link = [
    sampledThread(1, 0, busy(3), waitsForChild(5)),
    ...[2, 3].map((tid) => sampledThread(tid, 3, busy(4))),
    sampledThread(4, 7, busy(1)),
  ];
  const { ceiling } = seen(link);
  expect(ceiling?.alone.map(({ comm }) => comm)).toEqual(['w1', 'w4']);
  expect(ceiling?.alone[0]?.ns).toBeCloseTo(3e9, -8);
  expect(ceiling?.alone[1]?.ns).toBeCloseTo(1e9, -8);
  expect(ceiling?.alone.reduce((sum, { ns }) => sum + ns, 0)).toBeCloseTo(ceiling?.serialNs ?? 0, -3);
});

describe('a phase', () => {
  it('of threads that share two cores with neighbours is starved, and no other phase for that', () => {
    const beside = [1, 2].map((tid) => sampledThread(tid, 0, { seconds: 4, run: 0.5, queued: 0.5 }));
    const { words, ceiling } = seen(beside);
    expect(words).toMatchObject([{ kind: 'STARVED', manner: 'starved', r: 1, d: 1 }]);
    expect(ceiling).toBeNull();
  });

  it('of one thread beside neighbours is serial as ever', () => {
    const { words, ceiling } = seen([sampledThread(1, 0, { seconds: 4, run: 0.5, queued: 0.5 })]);
    expect(words).toMatchObject([{ manner: 'serial' }]);
    expect(ceiling?.ratio).toBeCloseTo(1);
  });

  it('of sleep names it, and its time is a wait', () => {
    const { words, ceiling } = seen([sampledThread(1, 0, asleep(3), busy(3))]);
    expect(words).toMatchObject([{ kind: 'WAITING', waits: { sleep: 3e9, lock: 0 } }, { manner: 'serial' }]);
    expect(words[0]?.because).toBe('1 thread ran 0 % of one core: the rest was waiting (sleep 100 %)');
    expect(ceiling).toMatchObject({ ratio: 1, waitNs: 3e9 });
    expect(ceiling === null ? '' : ceilingInWords(ceiling).because).toContain(
      'for 3.00 s nobody did (sleep, input, a lock, a child), which cores don’t shorten either',
    );
  });

  it('under one lock is one at a time, and no core helps it', () => {
    const waits = waitShares({ blocked: 3, oneLock: 1, oneLockThreads: 4, anyLock: 1 });
    const locked = [1, 2, 3, 4].map((tid) => sampledThread(tid, 0, { seconds: 4, run: 0.25, wait: 'lock' }));
    const { words, ceiling } = seen(locked, { waits });
    expect(words).toMatchObject([{ kind: 'SERIALISED', manner: 'one-at-a-time', waits: { lock: 12e9 } }]);
    expect(words[0]?.because).toMatch(/^4 threads, one at a time, busy 1\.00: /);
    expect(ceiling?.ratio).toBeCloseTo(1);
    // Those that are woken while another one has it are queued.
    const queued = [1, 2, 3, 4].map((tid) =>
      sampledThread(tid, 0, { seconds: 4, run: 0.2, queued: 0.4, wait: 'lock' }),
    );
    expect(seen(queued, { waits: { ...waits, mutex: 1 } }).ceiling?.ratio).toBeCloseTo(1);
  });

  it('of sleepers that add up to one core isn’t', () => {
    const waits = waitShares({ sleep: 1 });
    const sleepers = [1, 2, 3, 4].map((tid) =>
      sampledThread(tid, 0, { seconds: 4, run: 0.25, wait: 'sleep' }),
    );
    expect(seen(sleepers, { waits }).words).toMatchObject([{ kind: 'MIXED', manner: 'mixed' }]);
  });
});

describe('what can’t be known', () => {
  it('has no phases where the watch was too short, or nothing was seen', () => {
    expect(seen([])).toMatchObject({ phases: [], ceiling: null });
    expect(seen([sampledThread(1, 0, busy(0.05))])).toMatchObject({ phases: [], ceiling: null });
  });

  it('has no ceiling where threads went unseen', () => {
    expect(seen(BUILD, { unseenNs: 11e9 }).ceiling).toBeNull();
    expect(seen(BUILD, { unseenNs: 5e9 }).ceiling?.ratio).toBeCloseTo(3);
    expect(seen(BUILD, {}, true).ceiling).toBeNull();
    expect(seen([sampledThread(1, 0, busy(0.9))]).ceiling).toBeNull();
  });
});

describe('bins', () => {
  it('spread what lies between two samples evenly', () => {
    const points = [0, 100e6].map((atNs) => ({ atNs, cpu: 0, runNs: atNs / 2, runDelayNs: 0 }));
    expect([...clocksAt(points, [-5e6, 0, 10e6, 50e6, 100e6, 200e6]).runNs]).toEqual([
      0, 0, 5e6, 25e6, 50e6, 50e6,
    ]);
    expect([...clocksAt([], [0, 1]).runNs]).toEqual([0, 0]);
  });

  it('have two samples each, and add up to what was run', () => {
    const { r, d, most, binNs } = binsOf(
      BUILD.map(({ points }) => points),
      15e9,
      50,
    );
    expect(binNs).toBe(100e6);
    expect(r.reduce((sum, cores) => sum + cores * binNs, 0)).toBeCloseTo(30e9, 0);
    expect(Math.max(...d)).toBe(0);
    expect(Math.max(...most)).toBeCloseTo(1);
  });

  it('follow samples that were thinned, and are 2,048 at most of 100,000', () => {
    const points = (spacingMs: number, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const atNs = index * spacingMs * 1e6;
        return { atNs, cpu: 0, runNs: atNs, runDelayNs: 0 };
      });
    expect(binsOf([points(400, 101)], 40e9, 50).binNs).toBeCloseTo(800e6);
    expect(binsOf([points(50, 100_000)], 5000e9, 50).r).toHaveLength(2048);
  });
});

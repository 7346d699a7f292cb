import { describe, expect, it } from 'vitest';
import type { WatchedThreadRecord } from '../../../src/model/documents/watch.ts';
import { NO_WAITS } from '../../../src/model/waits.ts';
import { watchBecause } from '../../../src/report/words/watched.ts';
import { judgeWatched, type SeenFigures } from '../../../src/run/watch/judge-watched.ts';
import { QUIET } from '../../fixtures/builders.ts';
import { makeWatchedThread } from '../../fixtures/watch-report.ts';

/** Ten seconds of some threads, on a quiet machine with two CPUs. */
function judge(threads: readonly WatchedThreadRecord[], overrides: Partial<SeenFigures> = {}) {
  const { reason, ...verdict } = judgeWatched({
    durationNs: 10e9,
    threads,
    unseenNs: 0,
    conditions: QUIET,
    cpus: 2,
    quotaCpus: null,
    programs: new Map([[100, 'stress-ng']]),
    openmp: new Map(),
    coresBusy: [0.05, 0.95],
    hasSchedstat: true,
    waits: null,
    topLock: null,
    hogged: null,
    atFileLock: 0,
    ...overrides,
  });
  return { ...verdict, because: watchBecause(reason) };
}

/** A thread that was there all the time and ran, waited and gave way so much. */
function thread(run: number, delay: number, switches: number, overrides: Partial<WatchedThreadRecord> = {}) {
  return makeWatchedThread({
    lastSeenNs: 10e9,
    runNs: run * 10e9,
    runDelayNs: delay * 10e9,
    blockedNs: (1 - run - delay) * 10e9,
    voluntarySwitches: switches * 10,
    ...overrides,
  });
}

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('one thread that works', () => {
  const works = thread(0.98, 0.01, 1);
  const beside = (switches: number, runs: number, lock: number) =>
    thread(runs, 0, switches, { isBusy: false, waits: { ...NO_WAITS, lock: lock * 10e9 } });

  it('has nothing for a second core to do, where others wait for long', () => {
    expect(judge([works, beside(0.1, 0.001, 0.99)]).because).toMatch(/a second core has nothing to do$/);
    expect(judge([works, beside(200, 0.08, 0.9)]).because).toMatch(/a second core has nothing to do$/);
    expect(judge([works, beside(200, 0.001, 0.2)]).because).toMatch(/a second core has nothing to do$/);
  });
});

describe('the verdict on a watched program', () => {
  it('calls two busy threads parallel: more than one core at once', () => {
    const verdict = judge(times(2, () => thread(0.98, 0.01, 1)));
    expect(verdict).toMatchObject({ kind: 'PARALLEL', busyThreads: 2 });
    expect(verdict.because).toBe('2 threads kept 1.96 cores busy: more than one at once');
  });

  it('calls threads of Python that share one core serialised, and names the GIL', () => {
    const programs = new Map([[100, 'python3.11']]);
    const verdict = judge(
      times(4, () => thread(0.245, 0.02, 210)),
      { programs },
    );
    expect(verdict).toMatchObject({
      kind: 'SERIALISED',
      causes: [{ kind: 'lock', between: 'python-threads', switchesPerSecond: 210 }],
    });
    expect(verdict.because).toBe(
      '4 threads, one core busy (busy 0.98 cores), 210 voluntary context switches a second each: one lock, and in Python that is the GIL',
    );
  });

  it('does not speak of the GIL where the program isn’t Python, or several processes take turns', () => {
    expect(judge(times(4, () => thread(0.245, 0.02, 210))).because).toMatch(
      /each: one lock, or sleeps that happen to add up to one core$/,
    );
    const pipe = [thread(0.5, 0.01, 300), thread(0.45, 0.01, 300, { pid: 200 })];
    expect(judge(pipe).because).toMatch(/processes that wait for each other/);
  });

  it('calls threads starved that may use one CPU, and says so', () => {
    const verdict = judge(times(2, () => thread(0.49, 0.5, 1, { allowedCpus: [0] })));
    expect(verdict).toMatchObject({
      kind: 'STARVED',
      causes: [{ kind: 'affinity', narrowedBy: 'mask', threads: 2, cpus: [0], usableCpus: 1 }],
    });
    expect(verdict.because).toBe(
      '2 threads wanted 1.98 cores and got 0.98: affinity: 2 threads may use 1 CPU (0)',
    );
  });

  it.each([
    [
      'a quota',
      { throttledPeriods: 90 },
      /quota: throttled \(CFS bandwidth\) in 90 periods \(1\.00 CPUs are allowed\)/,
    ],
    ['steal', { steal: 0.3 }, /steal: the host took 30 %/],
    ['neighbours', { othersCpus: 1 }, /neighbours: others used 1\.00 of our 2 CPUs/],
  ])('names %s as what starves', (_, conditions, cause) => {
    const threads = times(2, () => thread(0.5, 0.49, 1));
    const verdict = judge(threads, { quotaCpus: 1, conditions: { ...QUIET, ...conditions } });
    expect(verdict.kind).toBe('STARVED');
    expect(verdict.because).toMatch(cause);
  });

  it('says of more threads than CPUs that they share them, with no word of affinity', () => {
    const verdict = judge(times(4, () => thread(0.49, 0.5, 1)));
    expect(verdict).toMatchObject({
      kind: 'STARVED',
      causes: [{ kind: 'affinity', narrowedBy: 'count', threads: 4, cpus: [0, 1], usableCpus: 2 }],
    });
    expect(verdict.because).toMatch(/: 4 threads share 2 usable CPUs \(0-1\)$/);
  });

  it('calls a program that sleeps waiting', () => {
    expect(judge([thread(0.01, 0, 5), thread(0, 0, 1)]).kind).toBe('WAITING');
  });

  it('never calls one busy thread parallel: a second core has nothing to do', () => {
    const verdict = judge([thread(0.99, 0, 1), ...times(7, () => thread(0.01, 0, 5, { isBusy: false }))]);
    expect(verdict).toMatchObject({ kind: 'MIXED', busyThreads: 1 });
    expect(verdict.because).toBe(
      'one thread did all the work (busy 0.99 cores), "w1" (tid 101): a second core has nothing to do',
    );
  });

  it('says so where nothing that is known starved them', () => {
    const verdict = judge(times(2, () => thread(0.7, 0.3, 1)));
    expect(verdict).toMatchObject({ kind: 'STARVED', causes: [] });
    expect(verdict.because).toBe(
      '2 threads wanted 2.00 cores and got 1.40: cause unknown (none of a quota, steal, neighbours and too few CPUs for them was found)',
    );
  });

  it('nor starved, when it has to share its one core with neighbours', () => {
    const verdict = judge([thread(0.46, 0.53, 1)]);
    expect(verdict.kind).toBe('MIXED');
    expect(verdict.because).toMatch(
      /^one thread did all the work \(busy 0\.46 cores\), "w1" \(tid 101\), and was queued for its core \(queued 0\.53 cores\)/,
    );
  });

  it('does not charge those who work with the waiting of many who sleep', () => {
    const sleepers = times(30, () => thread(0.02, 0.1, 5, { isBusy: false }));
    const verdict = judge([thread(0.95, 0.02, 1), thread(0.25, 0.02, 90), ...sleepers]);
    expect(verdict.kind).toBe('MIXED');
    expect(verdict.d).toBeCloseTo(3.04);
    expect(verdict.because).toMatch(
      /^one thread did most of the work, "w1" \(tid 101\); 2 threads were busy, at 1\.20 cores on average/,
    );
  });

  it('sees no lock where far more than one core was wanted', () => {
    expect(judge(times(5, () => thread(0.1, 0.48, 120))).kind).not.toBe('SERIALISED');
  });

  it('says of one that is idle at times that it is', () => {
    expect(judge([thread(0.5, 0, 1)]).because).toBe(
      'one thread did all the work, "w1" (tid 101), and was waiting for the rest of the time (busy 0.50 cores)',
    );
  });

  it('tells of a program that may use one CPU of several', () => {
    const verdict = judge([thread(0.99, 0, 1, { allowedCpus: [1] })]);
    expect(verdict.because).toMatch(/and it may use CPU 1 alone$/);
  });

  it('counts short processes by how many there were at a time', () => {
    const compilers = times(100, () =>
      thread(0.0195, 0, 1, { firstSeenNs: 0, lastSeenNs: 0.2e9, blockedNs: 0 }),
    );
    expect(judge(compilers).kind).toBe('PARALLEL');
    const serial = compilers.slice(0, 50);
    expect(judge(serial)).toMatchObject({ kind: 'MIXED' });
    expect(judge(serial).because).toMatch(/50 threads did the work, mostly one after the other/);
  });

  it('adds to R what nobody saw', () => {
    expect(judge([thread(0.5, 0, 1)], { unseenNs: 12e9 }).r).toBeCloseTo(1.7, 10);
  });

  it('says of a program that was stopped that it was', () => {
    const conditions = { ...QUIET, longestPauseNs: 5e9 };
    expect(judge([thread(0.4, 0, 1)], { conditions }).because).toMatch(
      /a pause: nothing was sampled for 5\.00 s/,
    );
  });

  it('knows nothing where nothing was seen, or the kernel does not tell', () => {
    expect(judge([])).toMatchObject({ r: null, d: null, kind: null });
    const verdict = judge([thread(1, 0, 0)], { hasSchedstat: false });
    expect(verdict).toMatchObject({ r: null, kind: null });
    expect(verdict.because).toMatch(/doesn’t report/);
  });
});

describe('threads that sleep and wake together', () => {
  it('wait for a core now and then, but share no lock and meet no unseen limit', () => {
    const conditions = { ...QUIET, idleCpus: 1.6 };
    const verdict = judge(
      times(64, () => thread(0.003, 0.011, 77)),
      { conditions },
    );
    expect(verdict.kind).toBe('MIXED');
    expect(verdict.because).not.toMatch(/lock|can’t be seen/);
  });

  it('an unseen limit is named where threads starve beside idle CPUs', () => {
    const conditions = { ...QUIET, idleCpus: 1 };
    const verdict = judge(
      times(2, () => thread(0.49, 0.5, 1)),
      { conditions },
    );
    expect(verdict).toMatchObject({ kind: 'STARVED' });
    expect(verdict.because).toMatch(/a limit that can’t be seen: 1\.00 CPUs were idle/);
  });
});

describe('threads that wait for each other', () => {
  const RUBY = { programs: new Map([[100, 'ruby3.1']]) };

  it('are one at a time where one core is busy all the time, however seldom they give way', () => {
    const verdict = judge(
      times(4, () => thread(0.24, 0.01, 5)),
      RUBY,
    );
    expect(verdict).toMatchObject({
      kind: 'SERIALISED',
      causes: [{ kind: 'lock', between: 'ruby-threads' }],
    });
    expect(verdict.because).toBe(
      '4 threads, one core busy (busy 0.96 cores), 5 voluntary context switches a second each: one at a time, one lock, and in Ruby that is the GVL',
    );
  });

  it('are not where a second core was often busy', () => {
    const overlapping = { coresBusy: [0.3, 0.4, 0.3] };
    expect(
      judge(
        times(4, () => thread(0.25, 0, 5)),
        overlapping,
      ).because,
    ).toMatch(/neither all of them at once/);
  });

  it.each([
    ['python3.11', 'python-threads'],
    ['pypy3', 'python-threads'],
    ['python3.14t', 'threads'],
    ['ruby', 'ruby-threads'],
    ['java', 'threads'],
  ])('%s: between %s', (program, between) => {
    const programs = new Map([[100, program]]);
    const [lock] = judge(
      times(4, () => thread(0.25, 0, 100)),
      { programs },
    ).causes;
    expect(lock).toMatchObject({ kind: 'lock', between });
  });

  it('likely contend where they run at once and are blocked thousands of times a second', () => {
    const verdict = judge(
      times(3, () => thread(0.4, 0.06, 6700)),
      { coresBusy: [0, 0.8, 0.2] },
    );
    expect(verdict).toMatchObject({ kind: 'MIXED', causes: [{ kind: 'contention', isLikely: true }] });
    expect(verdict.because).toMatch(/^3 threads did the work, at 1\.20 cores on average; 6,700 voluntary/);
  });

  it('are not blamed on neighbours but for the time that they were queued', () => {
    const conditions = { ...QUIET, othersCpus: 0.9, idleCpus: 0 };
    const verdict = judge(
      times(4, () => thread(0.25, 0.2, 60)),
      { conditions },
    );
    expect(verdict.because).toMatch(
      /and queued for 0\.80 cores more \(neighbours: others used 0\.90 of our 2 CPUs\); 60 voluntary context switches a second each: contention \(a lock, a queue, a barrier\), or waits for input, output or timers$/,
    );
  });

  it('may be busy with waiting: those that give their cores away, and teams of OpenMP', () => {
    const yields = times(4, () => thread(0.5, 0.5, 0, { involuntarySwitches: 1e6 }));
    expect(judge(yields)).toMatchObject({ kind: 'MIXED', causes: [{ kind: 'spinning', by: 'yields' }, {}] });
    const openmp = new Map([[100, 'libgomp.so.1.0.0']]);
    const team = judge(
      times(2, () => thread(0.99, 0, 0)),
      { openmp },
    );
    expect(team).toMatchObject({ kind: 'PARALLEL', causes: [{ kind: 'spinning', by: 'openmp' }] });
    expect(team.because).toMatch(
      /^2 threads kept 1\.98 cores busy: more than one at once; possibly spinning/,
    );
    expect(judge([thread(0.99, 0, 0)], { openmp }).causes).toEqual([]);
  });

  it('give nothing away where they wake each other: a pipeline is woken as often as it is switched away from', () => {
    const pipeline = [
      thread(0.45, 0.1, 16057, { pid: 200, involuntarySwitches: 392340 }),
      thread(0.45, 0.1, 51143, { pid: 201, involuntarySwitches: 8760 }),
      thread(0.45, 0.1, 38107, { pid: 202, involuntarySwitches: 53540 }),
      thread(0.45, 0.1, 78918, { pid: 203, involuntarySwitches: 790 }),
    ];
    const { because } = judge(pipeline);
    expect(because).not.toMatch(/spinning|likely/);
    expect(because).toMatch(/processes that wait for each other \(a pipe/);
  });

  it('wait for the one that does most', () => {
    const verdict = judge([thread(0.98, 0, 1), thread(0.2, 0, 160)]);
    expect(verdict).toMatchObject({ kind: 'MIXED', causes: [] });
    expect(verdict.because).toMatch(/^one thread did most of the work/);
  });
});

describe('threads whose masks differ', () => {
  const pinned = () => thread(0.5, 0.5, 0, { allowedCpus: [0] });

  it('starve each other on the CPU that they share, whatever the others do', () => {
    const affinity = { kind: 'affinity', narrowedBy: 'mask', threads: 2, cpus: [0], usableCpus: 1 };
    const mixed = judge([pinned(), pinned(), thread(0.3, 0, 98)]);
    expect(mixed).toMatchObject({ kind: 'MIXED', causes: [affinity] });
    expect(mixed.because).toBe(
      '3 threads did the work, at 1.30 cores on average, and queued for 1.00 cores more (affinity: 2 threads may use 1 CPU (0))',
    );
    const free = [1, 2, 3].map((cpu) => thread(1, 0, 0, { allowedCpus: [cpu] }));
    const parallel = judge([pinned(), pinned(), ...free], { cpus: 4 });
    expect(parallel).toMatchObject({ kind: 'PARALLEL', causes: [affinity] });
  });

  it('are not to blame where each group has CPUs enough, or others took them', () => {
    expect(
      judge([thread(1, 0, 0, { allowedCpus: [0] }), thread(1, 0, 0, { allowedCpus: [1] })]).causes,
    ).toEqual([]);
    const conditions = { ...QUIET, othersCpus: 1, idleCpus: 0 };
    const halves = [0, 1].map((cpu) => thread(0.5, 0.5, 0, { allowedCpus: [cpu] }));
    expect(judge(halves, { conditions }).causes.map(({ kind }) => kind)).toEqual(['neighbours']);
  });
});

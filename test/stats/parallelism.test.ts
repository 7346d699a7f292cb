import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parallelismOf, type WorkerTimes } from '../../src/stats/parallelism.ts';

function times(overrides: Partial<WorkerTimes> = {}): WorkerTimes {
  return {
    tid: null,
    startNs: 0,
    endNs: 2e9,
    runNs: 1.9e9,
    runDelayNs: 0.05e9,
    voluntarySwitches: 4,
    ...overrides,
  };
}

describe('parallelismOf', () => {
  it('measures from the first start to the last end', () => {
    // Window 0.5 to 3 s: 2.5 s. R = (1.5 + 2) / 2.5 = 1.4, D = (0.25 + 0) / 2.5 = 0.1.
    expect(
      parallelismOf([
        times({ tid: 1, startNs: 0.5e9, endNs: 2e9, runNs: 1.5e9, runDelayNs: 0.25e9 }),
        times({ tid: 2, startNs: 1e9, endNs: 3e9, runNs: 2e9, runDelayNs: 0 }),
      ]),
    ).toEqual({ wallNs: 2.5e9, r: 1.4, d: 0.1, kind: 'MIXED' });
  });

  it('calls two workers on one core starved', () => {
    // Each runs and waits half of the wall: R = 1, D = 1.
    const half = { runNs: 1e9, runDelayNs: 1e9 };
    expect(parallelismOf([times({ tid: 1, ...half }), times({ tid: 2, ...half })])).toEqual({
      wallNs: 2e9,
      r: 1,
      d: 1,
      kind: 'STARVED',
    });
  });

  it('calls two workers around one lock serialised', () => {
    // 300 hand-overs each in 2 s: 150 a second and worker. R = 1, D = 0.01.
    const locked = { runNs: 1e9, runDelayNs: 0.01e9, voluntarySwitches: 300 };
    expect(parallelismOf([times({ tid: 1, ...locked }), times({ tid: 2, ...locked })])).toMatchObject({
      r: 1,
      d: 0.01,
      kind: 'SERIALISED',
    });
  });

  it('finds no lock where none can be shared, however often they switch', () => {
    const switching = { runNs: 1e9, runDelayNs: 0.01e9, voluntarySwitches: 300 };
    const two = [times({ tid: 1, ...switching }), times({ tid: 2, ...switching })];
    expect(parallelismOf(two, false).kind).toBe('MIXED');
    const oneLoop = { runNs: 1.9e9, runDelayNs: 0, voluntarySwitches: 300 };
    expect(parallelismOf([times({ tid: 7, ...oneLoop }), times({ tid: 7, ...oneLoop })]).kind).toBe('MIXED');
  });

  it('asks only those for their switches that did the work', () => {
    // One burner, which gave way twice a second, beside one that slept and woke 500 times a second: no lock.
    const burner = times({ tid: 1 });
    const ticker = times({ tid: 2, runNs: 0.01e9, runDelayNs: 0, voluntarySwitches: 1000 });
    expect(parallelismOf([burner, ticker]).kind).toBe('MIXED');
  });

  it('calls sleepers waiting', () => {
    const asleep = { runNs: 0, runDelayNs: 0 };
    expect(parallelismOf([times({ tid: 1, ...asleep }), times({ tid: 2, ...asleep })])).toMatchObject({
      r: 0,
      kind: 'WAITING',
    });
  });

  it('counts a thread that several workers share once', () => {
    // Both read the same thread's clocks: 1.9 of 2 s, not 3.8 of 2.
    const one = parallelismOf([times({ tid: 7, runNs: 1.9e9 }), times({ tid: 7, runNs: 1.8e9 })]);
    expect(one.r).toBe(0.95);
  });

  it('takes unknown thread IDs for different threads', () => {
    expect(parallelismOf([times(), times()]).r).toBe(1.9);
  });

  it.each([
    ['running time', { runNs: null }],
    ['run-queue delay', { runDelayNs: null }],
  ])('knows no kind where one %s is unknown, but still the wall', (_what, hole) => {
    const known = parallelismOf([times(), times(hole)]);
    expect(known).toMatchObject({ wallNs: 2e9, kind: null });
    expect(Object.values(known)).toContain(null);
  });

  it('knows nothing where a start or an end is unknown, or where there was no worker', () => {
    const nothing = { wallNs: null, r: null, d: null, kind: null };
    expect(parallelismOf([times(), times({ startNs: null })])).toEqual(nothing);
    expect(parallelismOf([times(), times({ endNs: null })])).toEqual(nothing);
    expect(parallelismOf([])).toEqual(nothing);
  });

  it.each([
    ['as busy as they are many', 2, 3.9e9, { r: 1.95, d: null, kind: 'PARALLEL' }],
    ['that ran less, since nobody knows who was queued', 2, 2e9, { r: 1, d: null, kind: null }],
    ['of which one would do', 4, 3.9e9, { r: 1.95, d: null, kind: null }],
  ] as const)(
    'goes by the CPU time of their processes where no thread’s is told: workers %s',
    (_what, count, cpuNs, known) => {
      const untold = { runNs: null, runDelayNs: null, voluntarySwitches: null };
      const workers = Array.from({ length: count }, () => times(untold));
      expect(parallelismOf(workers, true, { cpuNs, wallNs: 2e9 })).toEqual({ wallNs: 2e9, ...known });
      expect(parallelismOf(workers).r).toBeNull();
      // One thread’s time that is told: the kernel tells them, and one is missing.
      expect(parallelismOf([times(), ...workers], true, { cpuNs, wallNs: 2e9 }).r).toBeNull();
    },
  );

  it('divides nothing by a wall of zero', () => {
    expect(parallelismOf([times({ startNs: 5, endNs: 5 })])).toEqual({
      wallNs: 0,
      r: null,
      d: null,
      kind: null,
    });
  });

  it('gives the same answer whatever the order of the workers', () => {
    const worker = fc.record({
      tid: fc.integer({ min: 1, max: 4 }),
      startNs: fc.integer({ min: 0, max: 1e6 }),
      endNs: fc.integer({ min: 1e6 + 1, max: 1e7 }),
      runNs: fc.integer({ min: 0, max: 1e6 }),
      runDelayNs: fc.integer({ min: 0, max: 1e6 }),
      voluntarySwitches: fc.nat({ max: 1000 }),
    });
    // A shared thread's two readings may differ in their delays, so only threads of their own are generated twice.
    const workers = fc.uniqueArray(worker, { minLength: 1, maxLength: 4, selector: ({ tid }) => tid });
    fc.assert(
      fc.property(workers, (some) => {
        expect(parallelismOf([...some].reverse())).toEqual(parallelismOf(some));
      }),
    );
  });
});

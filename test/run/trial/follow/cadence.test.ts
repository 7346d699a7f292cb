import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowedThread } from '../../../../src/machine/follow/thread/thread.ts';
import { WaitLog } from '../../../../src/machine/follow/waits/wait-log.ts';
import { Cadence, Routine } from '../../../../src/run/trial/follow/cadence.ts';
import { waitIn } from '../../../fixtures/waits.ts';

const [a, b] = ['a', 'b'].map((call) => waitIn({ kind: 'other', call })) as [
  ReturnType<typeof waitIn>,
  ReturnType<typeof waitIn>,
];

/** The moments (ms) of so many samples, each of which found a change or not. */
function moments(cadence: Cadence, samples: number, hasChanged: (atMs: number) => boolean): number[] {
  let atMs = cadence.periodMs;
  return Array.from({ length: samples }, () => {
    const thenMs = atMs;
    atMs += cadence.next(atMs * 1e6, hasChanged(atMs));
    return thenMs;
  });
}

/** What a thread looks like to a routine. */
const seen = (cpu: number, log: WaitLog | null = null) =>
  ({ cpu, waits: log === null ? null : { log } }) as Pick<FollowedThread, 'cpu' | 'waits'>;

/** The share of `a` in a thread’s blocked time, as samples find it, where it is blocked in `a` and in `b` by turns. */
function shareOfFirst(periodMs: number, cycleMs: number, share: number): number {
  const [routine, log] = [new Routine(), new WaitLog()];
  let lastMs = 0;
  moments(new Cadence(periodMs, 0), 3_000, (atMs) => {
    log.pass(atMs * 1e6, (atMs - lastMs) * 1e6, atMs % cycleMs < share * cycleMs ? a : b);
    lastMs = atMs;
    return routine.hasChanged(0.01, seen(1, log));
  });
  const totals = log.totals();
  return (totals.get(a) ?? 0) / ((totals.get(a) ?? 0) + (totals.get(b) ?? 0));
}

describe('when a trial is sampled', () => {
  it('is as often as is wanted while anything changes, and ten times a second while nothing does', () => {
    const at = (hasChanged: boolean) => moments(new Cadence(25, 0), 1_000, () => hasChanged).at(-1) ?? 0;
    expect(at(true) / 1_000).toBeCloseTo(25, -1);
    expect(at(false) / 1_000).toBeCloseTo(100, -1);
    const cadence = new Cadence(25, 0);
    moments(cadence, 100, () => false);
    expect(cadence.next(0, true)).toBeLessThan(40);
  });

  it('is as often as is wanted where a worker may end at any time', () => {
    const last = moments(new Cadence(25, 0, false), 1_000, () => false).at(-1) ?? 0;
    expect(last / 1_000).toBeCloseTo(25, -1);
  });

  it('gets rarer by and by: a gap is no more than a part of how long nothing has changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5_000 }), fc.array(fc.boolean()), (periodMs, changes) => {
        const cadence = new Cadence(periodMs, 0);
        let [gapMs, calmMs] = [periodMs, 0];
        for (const hasChanged of changes) {
          calmMs = hasChanged ? 0 : calmMs + gapMs;
          gapMs = cadence.next(0, hasChanged);
          expect(gapMs).toBeGreaterThanOrEqual(periodMs / 2);
          expect(gapMs).toBeLessThanOrEqual(1.5 * Math.max(periodMs, Math.min(100, calmMs / 4)) + 1);
        }
      }),
    );
  });

  it.each([100, 50, 25])('meets all phases of %d ms alike', (cycleMs) => {
    const all = moments(new Cadence(10, 0), 2_000, () => false);
    const phases = [0, 0, 0, 0, 0];
    for (const atMs of all) {
      const phase = Math.floor(((atMs % cycleMs) / cycleMs) * phases.length);
      phases[phase] = (phases[phase] ?? 0) + 1;
    }
    expect(Math.min(...phases) / Math.max(...phases)).toBeGreaterThan(0.8);
  });

  it.each([
    [10, 100, 0.6],
    [10, 50, 0.6],
    [10, 20, 0.6],
    [10, 100, 0.9],
    [25, 100, 0.6],
    [25, 50, 0.6],
    [25, 25, 0.6],
    [25, 25, 0.9],
  ])(
    'finds what a thread is blocked in, sampled every %d ms, by turns of %d ms',
    (periodMs, cycleMs, share) => {
      expect(Math.abs(shareOfFirst(periodMs, cycleMs, share) - share)).toBeLessThan(0.07);
    },
  );

  it('knows by how much a sample was late, whichever pause was meant', () => {
    const cadence = new Cadence(25, 0);
    let atNs = 25e6;
    for (let sample = 0; sample < 8; sample++) atNs += cadence.next(atNs, false) * 1e6;
    expect(cadence.longestPauseNs).toBe(0);
    atNs += cadence.next(atNs + 40e6, false) * 1e6 + 40e6;
    expect(cadence.longestPauseNs).toBe(40e6);
    cadence.next(atNs + 10e6, false);
    expect(cadence.longestPauseNs).toBe(40e6);
  });

  it('knows of a pause after which the trial is over, before the sample that was due', () => {
    const cadence = new Cadence(25, 0);
    cadence.reach(25e6 + 1_500e6);
    expect(cadence.longestPauseNs).toBe(1_500e6);
  });
});

describe('what a thread does', () => {
  it('goes on as long as it runs about as much as before, on the same CPU', () => {
    const routine = new Routine();
    routine.hasChanged(0.5, seen(1));
    expect([0.55, 0.48, 0.8, 0.8].map((share) => routine.hasChanged(share, seen(1)))).toEqual([
      ...[false, false, true, false],
    ]);
    expect([1, 0, 0].map((cpu) => routine.hasChanged(0.8, seen(cpu)))).toEqual([false, true, false]);
  });

  it('changes with what it is blocked in', () => {
    const [routine, log] = [new Routine(), new WaitLog()];
    const found = [a, 'same', a, b, b, 'runnable', null, a] as const;
    const changes = found.map((now, index) => {
      log.pass(index, 1, now);
      return routine.hasChanged(0, seen(1, log));
    });
    expect(changes).toEqual([true, false, false, true, false, true, false, true]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cadence, Routine } from '../../../../src/run/trial/follow/cadence.ts';

describe('when a trial is sampled', () => {
  it('is as often as is wanted while anything changes, and ten times a second while nothing does', () => {
    const cadence = new Cadence(25, 0);
    const changes = [true, false, false, false, false, false, true, false];
    expect(changes.map((hasChanged) => cadence.next(0, hasChanged))).toEqual([
      ...[25, 25, 25, 25, 100, 100, 25, 25],
    ]);
  });

  it('is never more often than is wanted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5_000 }), fc.array(fc.boolean()), (periodMs, changes) => {
        const cadence = new Cadence(periodMs, 0);
        for (const hasChanged of changes)
          expect(cadence.next(0, hasChanged)).toBeGreaterThanOrEqual(periodMs);
      }),
    );
  });

  it('knows by how much a sample was late, whichever pause was meant', () => {
    const cadence = new Cadence(25, 0);
    let atNs = 25e6;
    for (let sample = 0; sample < 8; sample++) atNs += cadence.next(atNs, false) * 1e6;
    expect(cadence.longestPauseNs).toBe(0);
    cadence.next(atNs + 40e6, false);
    expect(cadence.longestPauseNs).toBe(40e6);
  });
});

describe('what a thread does', () => {
  const on = (cpu: number) => ({ cpu, waits: null });

  it('goes on as long as it runs about as much as before, on the same CPU', () => {
    const routine = new Routine();
    routine.hasChanged(0.5, on(1));
    expect([0.55, 0.48, 0.8, 0.8].map((share) => routine.hasChanged(share, on(1)))).toEqual([
      ...[false, false, true, false],
    ]);
    expect([1, 0, 0].map((cpu) => routine.hasChanged(0.8, on(cpu)))).toEqual([false, true, false]);
  });
});

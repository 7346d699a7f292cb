import { describe, expect, it } from 'vitest';
import { allCoresWanted, hardlyRan, oneAtATime } from '../../src/kit/index.ts';
import { makeObservation } from '../fixtures/builders.ts';

// Two workers each time: what R and D tell of what they wanted.
const trial = (r: number | null, d: number | null) => makeObservation({ r, d });

describe.each([
  // R, D, wanted both, one at a time, hardly ran
  ['side by side', 1.97, 0.02, true, false, false],
  ['starved on one core', 1.0, 0.98, true, false, false],
  ['starved by neighbours', 0.7, 1.2, true, false, false],
  ['by turns under a lock', 1.0, 0.03, false, true, false],
  ['by turns under a lock, beside neighbours', 0.4, 0.9, false, true, false],
  ['asleep', 0.01, 0.02, false, true, true],
])('%s (R %d, D %d)', (_what, r, d, both, one, none) => {
  it('is told apart', () => {
    expect([allCoresWanted(trial(r, d)).holds, oneAtATime(trial(r, d)).holds]).toEqual([both, one]);
    expect(hardlyRan(trial(r, d)).holds).toBe(none);
  });
});

it('tells nothing where the kernel tells no times', () => {
  for (const check of [allCoresWanted, oneAtATime, hardlyRan]) {
    expect(check(trial(null, null))).toMatchObject({ holds: null, observed: 'unknown' });
  }
});

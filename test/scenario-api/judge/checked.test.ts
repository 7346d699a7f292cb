import { describe, expect, it } from 'vitest';
import { allCoresWanted, atWorkTogether, hardlyRan, oneAtATime } from '../../../src/scenario-api/index.ts';
import { verdictOf } from '../../../src/stats/verdict.ts';
import { makeObservation, makeWorker } from '../../fixtures/builders.ts';

// Two workers each time: what R, D and their switches tell of what they wanted.
function trial(r: number | null, d: number | null, switchRate: number | null = null) {
  const kind = r === null || d === null ? null : verdictOf({ wanted: 2, r, d, switchRate });
  return makeObservation({ r, d, kind });
}

describe.each([
  // R, D, switches a second, wanted both, one at a time, hardly ran
  ['side by side', 1.97, 0.02, 500, true, false, false],
  ['starved on one core', 1.0, 0.98, 500, true, false, false],
  ['starved by neighbours', 0.7, 1.2, 500, true, false, false],
  ['by turns under a lock', 1.0, 0.03, 500, false, true, false],
  ['by turns under a lock, beside neighbours', 0.4, 0.9, 500, false, true, false],
  ['by turns, and nobody knows why', 1.0, 0.03, null, false, null, false],
  ['more than a core, and not all', 1.3, 0.1, 500, false, false, false],
  ['asleep', 0.01, 0.02, 5, false, null, true],
])('%s (R %d, D %d)', (_what, r, d, switchRate, both, one, none) => {
  it('is told apart', () => {
    const seen = trial(r, d, switchRate);
    expect([allCoresWanted(seen).holds, oneAtATime(seen).holds, hardlyRan(seen).holds]).toEqual([
      both,
      one,
      none,
    ]);
  });
});

it('tells nothing where the kernel tells no times', () => {
  for (const check of [allCoresWanted, oneAtATime, hardlyRan]) {
    expect(check(trial(null, null))).toMatchObject({ holds: null, observed: 'unknown' });
  }
});

it('tells who was busy at once where nobody knows who was queued, and no more', () => {
  const open = { d: null, kind: null };
  const seen = (r: number) => allCoresWanted({ ...trial(r, 0), ...open });
  expect(seen(1.95)).toMatchObject({ holds: true, observed: 'busy 1.95 cores, queued unknown' });
  expect(seen(1)).toMatchObject({ holds: null, observed: 'busy 1.00 cores, queued unknown' });
  for (const check of [oneAtATime, hardlyRan]) {
    expect(check({ ...trial(0.1, 0), ...open }).holds).toBeNull();
  }
});

describe('workers at work at the same time', () => {
  /** So many, each of which works so long, set off one after the other in the time `wallNs`. */
  function setOff(workers: number, eachNs: number, wallNs: number) {
    const records = Array.from({ length: workers }, () => makeWorker({ startNs: 0, endNs: eachNs }));
    return atWorkTogether(makeObservation({ workers: records, wallNs }));
  }

  it('are told from workers one after the other', () => {
    expect(setOff(2, 1e9, 1.1e9).holds).toBe(true);
    expect(setOff(2, 1e9, 2e9).holds).toBe(false);
  });

  it('are unknown where setting so many off takes as long as what they do', () => {
    expect(setOff(64, 60e6, 130e6)).toMatchObject({
      holds: null,
      observed: expect.stringContaining('too short'),
    });
    expect(setOff(64, 110e6, 220e6).holds).toBe(null);
    expect(setOff(64, 1e9, 2e9).holds).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { changed, claimsThat, judged, withWorkers, worldOf } from '../fixtures/worlds.ts';

const THREADS = 'Python, two threads';

/** Two threads that hand the GIL over so often in a second, in which somebody ran for a share of the time. */
function claimsAgainst(r: number, d: number, voluntarySwitches: number): string[] {
  const trials = changed(worldOf('gil').holds(), THREADS, (trial) => ({
    ...withWorkers(trial, () => ({ voluntarySwitches })),
    r,
    d,
    kind: 'SERIALISED' as const,
  }));
  return claimsThat('fails', judged('gil', trials));
}

it.each([
  // Seen beside two burners and beside four; a turn takes two intervals of 5 ms.
  [0.15, 1.1, 52],
  [0.08, 1.3, 55],
  [1, 0.02, 120],
])('a GIL whose holder ran %d of the time, and was queued, may pass more seldom', (r, d, switches) => {
  expect(claimsAgainst(r, d, switches)).toEqual([]);
});

it('one that hardly passes while its holder runs is none', () => {
  expect(claimsAgainst(1, 0.02, 52)).toEqual(['python-switches']);
  expect(claimsAgainst(0.5, 0.5, 20)).toEqual(['python-switches']);
});

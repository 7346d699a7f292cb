import { expect, it } from 'vitest';
import { changed, claimsThat, judged, withWorkers, worldOf } from '../fixtures/worlds.ts';

const [FEW = '', MANY = ''] = worldOf('oversubscribe')
  .holds()
  .map(({ label }) => label);

/** What comes of a crowd that isn’t interrupted more often, by how often one worker per CPU is, and is queued. */
function interruptedClaims(involuntarySwitches: number, d: number): readonly [string[], string[]] {
  const few = changed(worldOf('oversubscribe').holds(), FEW, (trial) => ({
    ...withWorkers(trial, () => ({ involuntarySwitches })),
    d,
  }));
  const trials = changed(few, MANY, (trial) => withWorkers(trial, () => ({ involuntarySwitches: 20 })));
  const found = judged('oversubscribe', trials);
  return [claimsThat('fails', found), claimsThat('inconclusive', found)];
}

it('a crowd that is interrupted no more often than a few proves it false, where nobody else was there', () => {
  expect(interruptedClaims(90, 0.07)).toEqual([['interrupted'], []]);
});

it.each([
  [250, 0.07],
  [90, 0.25],
])('it proves nothing where others were at the few: interrupted %d times, queued %d', (switches, d) => {
  expect(interruptedClaims(switches, d)).toEqual([[], ['interrupted']]);
});

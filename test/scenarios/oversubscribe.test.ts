import { expect, it } from 'vitest';
import { QUIET } from '../fixtures/builders.ts';
import { changed, claimsThat, judged, withWorkers, worldOf } from '../fixtures/worlds.ts';

const FEW = worldOf('oversubscribe').holds()[0]?.label ?? '';

/** One worker per CPU that are interrupted as often as a crowd is. */
function interruptedClaims(d: number, othersCpus: number): readonly [string[], string[]] {
  const trials = changed(worldOf('oversubscribe').holds(), FEW, (trial) => ({
    ...withWorkers(trial, () => ({ involuntarySwitches: 250 })),
    d,
    conditions: { ...QUIET, othersCpus },
  }));
  const found = judged('oversubscribe', trials);
  return [claimsThat('fails', found), claimsThat('inconclusive', found)];
}

it('a few that are interrupted as often as a crowd prove it false, where nobody else did it', () => {
  expect(interruptedClaims(0.07, 0.02)).toEqual([['interrupted'], []]);
});

it.each([
  [0.07, 0.15],
  [0.25, 0.02],
])('they prove nothing where others were there: queued %d, others used %d CPUs', (d, othersCpus) => {
  expect(interruptedClaims(d, othersCpus)).toEqual([[], ['interrupted']]);
});

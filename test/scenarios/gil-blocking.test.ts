import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { claimsThat, judged, withWorkers, worldOf } from '../fixtures/worlds.ts';

/** Some of its sleeps met others on its core: as many ns more in the median, and so many on average. */
function queued(trial: Observation, medianNs: number, meanNs: number): Observation {
  return withWorkers(trial, ({ finding, runDelayNs }, index) => {
    if (index > 0) return {};
    const found = finding as { naps: number; medianNs: number };
    return {
      runDelayNs: (runDelayNs ?? 0) + meanNs * found.naps,
      finding: { ...found, medianNs: found.medianNs + medianNs, medianUnqueuedNs: found.medianNs - 20e3 },
    };
  });
}

// Seen beside two burners: the mean was 6 ms where the median was none, and what was left of the wait came out as 0.
it.each([
  ['now and then', 0, 6e6],
  ['nearly each time', 3e6, 2.9e6],
  ['at most of its wake-ups, for longer than on average', 9e6, 5e6],
])('a sleeper that was queued %s waited no less, and no longer', (_how, medianNs, meanNs) => {
  const trials = worldOf('gil-blocking').holds();
  const result = judged(
    'gil-blocking',
    trials.map((trial) => queued(trial, medianNs, meanNs)),
  );
  expect(claimsThat('fails', result)).toEqual([]);
  expect(result.outcome).toBe('holds');
});

it('a wait that is none of the queue’s refutes it still', () => {
  const trials = worldOf('gil-blocking').holds();
  const late = trials.map((trial) =>
    withWorkers(trial, ({ finding }, index) =>
      index === 0 ? { finding: { ...(finding as object), medianUnqueuedNs: 50e6 } } : {},
    ),
  );
  expect(judged('gil-blocking', late).outcome).toBe('fails');
});

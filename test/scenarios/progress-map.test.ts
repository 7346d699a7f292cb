import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { BUSY } from '../fixtures/builders.ts';
import { claimsThat, judged, withWorkers, worldOf } from '../fixtures/worlds.ts';

/** As it came out on one CPU beside other programs: input 31 was given up, and is missing in the sum. */
function heldUp(trial: Observation): Observation {
  return withWorkers(trial, ({ name, finding }) =>
    name === 'Core 1' ? { finding: { ...(finding as object), sum: 999_000_000, timeouts: [31, 35] } } : {},
  );
}

describe('an input that a busy machine let miss its time limit', () => {
  const [node, ...others] = worldOf('progress-map').holds() as [Observation, ...Observation[]];

  it('refutes nothing there', () => {
    const busy = [heldUp(node), ...others].map((trial) => ({ ...trial, conditions: BUSY }));
    const result = judged('progress-map', busy);
    expect(result.outcome).toBe('inconclusive');
    expect(claimsThat('inconclusive', result)).toEqual(['failures', 'python-same']);
    expect(result.because).toContain('the machine was busy with other things meanwhile');
  });

  it('refutes on a quiet one that just those are collected that fail', () => {
    const result = judged('progress-map', [heldUp(node), ...others]);
    expect(claimsThat('fails', result)).toEqual(['failures']);
  });
});

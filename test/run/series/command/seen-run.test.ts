import { describe, expect, it } from 'vitest';
import { NO_WAITS } from '../../../../src/model/waits.ts';
import { middleRuns, type SeenRun } from '../../../../src/run/series/command/seen-run.ts';
import { runsOf } from '../../../fixtures/series.ts';

function makeSeen(overrides: Partial<SeenRun> = {}): SeenRun {
  return {
    kind: null,
    reason: { kind: 'nothing-seen' },
    durationNs: 1e9,
    samples: 50,
    busyThreads: 1,
    waits: NO_WAITS,
    phases: [],
    ceiling: null,
    detached: [],
    ...overrides,
  };
}

describe('what was seen of a command', () => {
  it('is that of the run of the median time, for each', () => {
    const runs = [...runsOf('one', [30, 10, 20]), ...runsOf('two', [5, 7, 6, 8])].map((run) => ({
      ...run,
      totalNs: run.workNs,
    }));
    const seen = new Map(runs.map((run) => [run, makeSeen({ durationNs: run.workNs })]));
    const middle = middleRuns(seen, ({ label }) => label);
    expect(middle.get('one')?.durationNs).toBe(20e6);
    expect(middle.get('two')?.durationNs).toBe(6e6);
  });
});

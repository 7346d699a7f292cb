import { describe, expect, it } from 'vitest';
import { NO_WAITS } from '../../../../src/model/waits.ts';
import { aloneIn, middleRuns, type SeenRun } from '../../../../src/run/series/command/seen-run.ts';
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

const CEILING = {
  ratio: 4,
  serialNs: 0.25e9,
  waitNs: 0,
  errorRatio: 0.1,
  durationNs: 1e9,
  samples: 50,
  intervalMs: 20,
};

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

  it('names who was alone longest, and for how long one was', () => {
    const alone = [
      { comm: 'ld', ns: 0.2e9 },
      { comm: 'make', ns: 0.05e9 },
    ];
    expect(aloneIn(makeSeen({ ceiling: { ...CEILING, alone } }))).toEqual({ share: 0.25, comm: 'ld' });
    expect(aloneIn(makeSeen({ ceiling: { ...CEILING, alone: [] } }))).toBeNull();
    expect(aloneIn(makeSeen())).toBeNull();
  });
});

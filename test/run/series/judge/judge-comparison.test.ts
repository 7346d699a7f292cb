import { describe, expect, it } from 'vitest';
import { engineBecause } from '../../../../src/report/words/series/recommendation.ts';
import type { Entry, SeriesRun } from '../../../../src/run/series/candidate.ts';
import { judgeComparison } from '../../../../src/run/series/judge/judge-comparison.ts';
import { neighbours, quota, steal } from '../../../fixtures/causes.ts';
import { makeCandidate, makeCommand, makeUnitWork, runsOf } from '../../../fixtures/series.ts';

const NEAR_400 = [400, 404, 396, 401, 399, 402, 398, 400, 403, 397];
const half = NEAR_400.map((ms) => ms / 2);

const WORK = makeUnitWork();
const LOOP = makeCandidate('loop', { engine: 'loop', work: WORK });
const THREADS = makeCandidate('threads', { engine: 'threads', work: WORK });
const PROCESSES = makeCandidate('processes', { engine: 'processes', work: WORK });

function judge(runs: readonly SeriesRun[], candidates: readonly Entry[] = [LOOP, THREADS, PROCESSES]) {
  const digests = Object.fromEntries(candidates.map(({ label }) => [label, 'same']));
  return judgeComparison(candidates, { runs, digests }, { margin: 0.05, seed: 1 });
}

describe('a comparison', () => {
  const runs = [
    ...runsOf('loop', NEAR_400, { r: 1, d: 0 }),
    ...runsOf('threads', half),
    ...runsOf('processes', half, { startupNs: 90e6, pssBytesPerWorker: 14e6 }),
  ];

  it('holds each against the first, and each pair against each other', () => {
    const { results, comparisons } = judge(runs);
    expect(results.map(({ label, speedup }) => [label, speedup.ratio])).toEqual([
      ['loop', 1],
      ['threads', 2],
      ['processes', 2],
    ]);
    const work = comparisons.filter(({ metric }) => metric === 'work');
    expect(work.map(({ baseline, candidate, call }) => [baseline, candidate, call])).toEqual([
      ['loop', 'threads', 'faster'],
      ['loop', 'processes', 'faster'],
      ['threads', 'processes', 'same'],
    ]);
    const startup = comparisons.find((one) => one.metric === 'startup' && one.candidate === 'processes');
    expect(startup).toMatchObject({ baseline: 'loop', call: 'slower' });
  });

  it('turns times into units a second, and keeps every sample in its order', () => {
    const [, threads] = judge(runs).results;
    expect(threads?.workNs.samples).toEqual(half.map((ms) => ms * 1e6));
    // 10 units in 200 ms.
    expect(threads?.throughputPerSecond.median).toBeCloseTo(50, 6);
    expect(threads).toMatchObject({ runs: 10, r: 1.9, d: 0.1, cpuNs: 190e6, digest: 'same' });
  });

  it('has no time, and no ratio, of a command that its shell’s start hides in one of its runs', () => {
    const commands = [makeCommand('true'), makeCommand('sleep 1')];
    const some = [...runsOf('true', [...NEAR_400.slice(1), 0]), ...runsOf('sleep 1', NEAR_400)];
    const { results, comparisons, recommendation } = judge(some, commands);
    expect(results.map(({ workNs, speedup }) => [workNs.n, speedup.ratio])).toEqual([
      [0, null],
      [10, null],
    ]);
    expect(comparisons).toMatchObject([{ ratio: null, ci95: null, call: 'inconclusive' }]);
    expect(recommendation).toMatchObject({ engine: null, label: null });
    expect(engineBecause(recommendation.reason)).toBe('true is too short to tell from the shell’s start');
  });

  it('recommends, with its reason', () => {
    const { recommendation } = judge(runs);
    expect(recommendation).toMatchObject({ engine: 'threads', workers: 2 });
    expect(engineBecause(recommendation.reason)).toMatch(/^as fast as processes here/);
  });

  it('pairs the runs of a round, and leaves out the rounds that only one has run', () => {
    const cut = runs.filter(({ label, round }) => label !== 'threads' || round <= 6);
    const [, threads] = judge(cut).results;
    expect(threads?.runs).toBe(6);
    expect(threads?.speedup.ratio).toBeCloseTo(2, 6);
  });

  it('leaves out who never had a turn', () => {
    const { results, comparisons } = judge(runsOf('loop', NEAR_400));
    expect(results.map(({ label }) => label)).toEqual(['loop']);
    expect(comparisons).toEqual([]);
    expect(judge([]).recommendation.engine).toBeNull();
  });

  it('flags the runs that lie far out, with what disturbed them', () => {
    const disturbed = runsOf('loop', [...NEAR_400.slice(0, 9), 900]).map((run) =>
      run.round === 10 ? { ...run, causes: [steal(0.09)] } : run,
    );
    expect(judge(disturbed).results[0]?.outliers).toEqual([
      expect.objectContaining({ metric: 'work', round: 10, ns: 900e6, causes: [steal(0.09)] }),
    ]);
  });
});

describe('a recommendation of one loop', () => {
  const busy = { causes: [neighbours(1)] };
  const starved = [...runsOf('loop', NEAR_400), ...runsOf('threads', NEAR_400, { r: 1, d: 0.98, ...busy })];

  it('is doubted where others took the cores that workers wanted', () => {
    const { recommendation } = judge(starved, [LOOP, THREADS]);
    expect(recommendation.engine).toBe('loop');
    expect(engineBecause(recommendation.reason)).toContain('threads wanted 1.98 cores and got 1.00');
  });

  it('is not doubted where a quota took them, or nobody wanted them', () => {
    const throttled = starved.map((run) => ({ ...run, causes: [quota(3)] }));
    const waiting = starved.map((run) => ({ ...run, r: 0.1, d: 0 }));
    for (const runs of [throttled, waiting]) {
      const { reason } = judge(runs, [LOOP, THREADS]).recommendation;
      expect(engineBecause(reason)).not.toContain('wanted');
    }
  });
});

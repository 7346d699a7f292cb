import { describe, expect, it } from 'vitest';
import type { ComparedEngine } from '../../../src/model/comparison.ts';
import { type Baseline, checkComparable, judgeRegressions } from '../../../src/run/series/judge-baseline.ts';
import { judgeComparison } from '../../../src/run/series/judge-comparison.ts';
import { makeMachine } from '../../fixtures/builders.ts';
import { makeContestant, makeUnitWork, runsOf } from '../../fixtures/series.ts';

const WORKLOAD = makeUnitWork().about;

/** One engine's results with these times of work in ms. */
function resultsOf(label: string, workMs: readonly number[]): readonly ComparedEngine[] {
  const runs = runsOf(label, workMs);
  return judgeComparison([makeContestant(label)], { runs, digest: 'd' }, { margin: 0.05, seed: 1 }).results;
}

function baselineOf(workMs: readonly number[]): Baseline {
  return { machine: makeMachine(), workload: WORKLOAD, results: resultsOf('threads', workMs) };
}

const STEADY = [100, 101, 99, 100, 102, 98, 100, 101, 99, 100];
const times = (factor: number) => STEADY.map((ms) => ms * factor);

function judged(now: readonly number[], limit = 0.1) {
  return judgeRegressions(resultsOf('threads', now), baselineOf(STEADY), { limit, seed: 1 })[0];
}

describe('a result against a baseline', () => {
  it('fails where it is slower by more than the limit, and certainly so', () => {
    expect(judged(times(1.2))).toMatchObject({ engine: 'threads', outcome: 'fail', limit: 0.1 });
    expect(judged(times(1.2))?.ratio).toBeCloseTo(1.2, 6);
  });

  it('passes where it is as fast, faster, or slower by less', () => {
    expect(judged(STEADY)?.outcome).toBe('pass');
    expect(judged(times(0.5))?.outcome).toBe('pass');
    expect(judged(times(1.05))?.outcome).toBe('pass');
  });

  it('is open where the runs scatter too much to tell', () => {
    expect(judged([60, 300, 80, 250, 90, 200, 130, 120, 220, 70])?.outcome).toBe('inconclusive');
    expect(judged([130, 130])).toMatchObject({ ci95: null, outcome: 'inconclusive' });
  });

  it('says nothing of an engine that the baseline doesn’t know, nor of another number of workers', () => {
    const now = resultsOf('processes', STEADY);
    expect(judgeRegressions(now, baselineOf(STEADY), { limit: 0.1, seed: 1 })).toEqual([]);
    const more = resultsOf('threads', STEADY).map((result) => ({ ...result, workers: 4 }));
    expect(judgeRegressions(more, baselineOf(STEADY), { limit: 0.1, seed: 1 })).toEqual([]);
  });
});

describe('a baseline', () => {
  const check =
    (machine: object, workload: object = {}) =>
    () =>
      checkComparable(baselineOf(STEADY), { ...makeMachine(), ...machine }, { ...WORKLOAD, ...workload });

  it('of the same machine and the same work is taken', () => {
    expect(check({})).not.toThrow();
  });

  it.each([
    [{ cpuModel: 'another' }, /another machine: cpuModel was .*, is another/],
    [{ effectiveCpus: 1.5 }, /effectiveCpus was 2, is 1\.5/],
    [{ allowedCpus: [0] }, /allowedCpus was 0,1, is 0/],
    [{ node: 'v99.0.0', arch: 'arm64' }, /arch was .*; node was/],
  ])('of a machine with other %j is refused', (machine, message) => {
    expect(check(machine)).toThrow(message);
  });

  it.each([[{ units: 11 }], [{ name: 'other' }], [{ parameters: { steps: 5 } }]])(
    'of work with other %j is refused',
    (workload) => {
      expect(check({}, workload)).toThrow(/the baseline is about other work/);
    },
  );
});

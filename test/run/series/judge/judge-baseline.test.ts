import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../../src/model/cause.ts';
import {
  type Baseline,
  type Comparable,
  checkComparable,
  judgeRegressions,
} from '../../../../src/run/series/judge/judge-baseline.ts';
import { judgeComparison } from '../../../../src/run/series/judge/judge-comparison.ts';
import { makeMachine } from '../../../fixtures/builders.ts';
import { neighbours, quota, steal } from '../../../fixtures/causes.ts';
import { makeCandidate, makeInterpreter, makeUnitWork, runsOf } from '../../../fixtures/series.ts';

const WORKLOAD = makeUnitWork().about;

/** One engine's results with these times of work in ms. */
function judgedOf(label: string, workMs: readonly number[], causes: readonly Cause[] = [], cpu = 1.9) {
  const runs = runsOf(label, workMs, { causes }).map((run) => ({ ...run, cpuNs: cpu * run.workNs }));
  return judgeComparison(
    [makeCandidate(label)],
    { runs, digests: { [label]: 'd' } },
    { margin: 0.05, seed: 1 },
  );
}

function baselineOf(workMs: readonly number[]): Baseline {
  return { machine: makeMachine(), workload: WORKLOAD, options: {}, ...judgedOf('threads', workMs) };
}

const STEADY = [200, 202, 198, 200, 204, 196, 200, 202, 198, 200];
const times = (factor: number) => STEADY.map((ms) => ms * factor);

function judged(now: readonly number[], limit = 0.1, causes: readonly Cause[] = [], cpu = 1.9) {
  const comparison = judgedOf('threads', now, causes, cpu);
  return judgeRegressions(comparison, baselineOf(STEADY), { limit, seed: 1 })[0];
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
    expect(judged([120, 600, 160, 500, 180, 400, 260, 240, 440, 140])?.outcome).toBe('inconclusive');
    expect(judged([260, 260])).toMatchObject({ ci95: null, outcome: 'inconclusive' });
  });

  it('is open where neighbours slowed it down: a busy machine fails nothing', () => {
    const busy = [neighbours(1)];
    expect(judged(times(3), 0.1, busy, 1.9 / 3)?.outcome).toBe('inconclusive');
    // CPU time is the work's own, whoever runs beside it.
    expect(judged(times(3), 0.1, busy, 1.9)?.outcome).toBe('fail');
    expect(judged(times(3), 0.1, [quota(3)])?.outcome).toBe('fail');
    expect(judged(times(0.5), 0.1, [steal(0.05)])?.outcome).toBe('pass');
  });

  it('says nothing of an engine that the baseline doesn’t know, nor of another number of workers', () => {
    const now = judgedOf('processes', STEADY);
    expect(judgeRegressions(now, baselineOf(STEADY), { limit: 0.1, seed: 1 })).toEqual([]);
    const { results, runs } = judgedOf('threads', STEADY);
    const more = { runs, results: results.map((result) => ({ ...result, workers: 4 })) };
    expect(judgeRegressions(more, baselineOf(STEADY), { limit: 0.1, seed: 1 })).toEqual([]);
  });
});

describe('a baseline', () => {
  const check =
    (machine: object, workload: object = {}, others: Partial<Comparable> = {}) =>
    () =>
      checkComparable(baselineOf(STEADY), {
        machine: { ...makeMachine(), ...machine },
        workload: { ...WORKLOAD, ...workload },
        options: {},
        counts: [2],
        labels: ['loop', 'threads'],
        ...others,
      });

  it('of the same machine and the same work is taken', () => {
    expect(check({})).not.toThrow();
  });

  it.each([
    [{ cpuModel: 'another' }, /another machine: cpuModel was .*, is another/],
    [{ effectiveCpus: 1.5 }, /effectiveCpus was 2, is 1\.5/],
    [{ allowedCpus: [0] }, /allowedCpus was 0,1, is 0/],
    [{ node: 'v99.0.0', arch: 'arm64' }, /arch was .*; node was/],
    [{ python: makeInterpreter() }, /another machine: python was unknown, is 3\.11\.2/],
  ])('of a machine with other %j is refused', (machine, message) => {
    expect(check(machine)).toThrow(message);
  });

  it('of another CPU model can’t be had again: a revision can', () => {
    expect(check({ cpuModel: 'another' })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--against REVISION') }),
    );
    expect(check({ effectiveCpus: 1.5 })).toThrow(
      expect.objectContaining({ hint: 'Save a baseline here: concur compare --export json=baseline.json' }),
    );
  });

  it.each([[{ units: 11 }], [{ name: 'other' }], [{ parameters: { steps: 5 } }]])(
    'of work with other %j is refused',
    (workload) => {
      expect(check({}, workload)).toThrow(/the baseline has other work/);
    },
  );

  it.each([
    [{ options: { pin: 'same' } }, /other settings: --pin was not given, is same/],
    [{ options: { cores: [0], quick: true } }, /--cores was not given, is 0; --quick was not given, is true/],
    [{ counts: [4] }, /none of these engines with 4 workers: it has threads with 2 workers/],
    [{ counts: [1, 4, 8] }, /none of these engines with 1, 4 or 8 workers: it has/],
    [{ labels: ['pool'] }, /none of these engines with 2 workers/],
  ])('run as %j, or with nothing in common, is refused', (others, message) => {
    expect(check({}, {}, others)).toThrow(message);
  });
});

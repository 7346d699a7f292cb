import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../../src/model/cause.ts';
import { judgeComparison } from '../../../../src/run/series/judge/judge-comparison.ts';
import { judgeVersions } from '../../../../src/run/series/judge/judge-versions.ts';
import { neighbours } from '../../../fixtures/causes.ts';
import { makeCandidate, makeCommand, runsOf } from '../../../fixtures/series.ts';

const STEADY = [200, 202, 198, 200, 204, 196, 200, 202, 198, 200];

/** Two versions whose runs took these times in ms; what disturbed them, and their CPU time ÷ work time. */
function judged(then: readonly number[], now: readonly number[], causes: readonly Cause[] = [], cpu = 1) {
  const runs = [...runsOf('a1b2c3d', then, { causes }), ...runsOf('working tree', now, { causes })].map(
    (run) => ({ ...run, cpuNs: (run.label === 'a1b2c3d' ? 1 : cpu) * run.workNs }),
  );
  const candidates = ['a1b2c3d', 'working tree'].map((label) => makeCandidate(label, { engine: 'loop' }));
  const comparison = judgeComparison(candidates, { runs, digests: {} }, { margin: 0.05, seed: 1 });
  return judgeVersions(comparison, { limit: 0.1, seed: 1 });
}

const times = (factor: number) => STEADY.map((ms) => ms * factor);

describe('a version against the first', () => {
  it('fails where it is slower by more than the limit, and certainly so', () => {
    const [regression, ...others] = judged(STEADY, times(1.2));
    expect(regression).toMatchObject({
      engine: 'working tree',
      against: 'a1b2c3d',
      outcome: 'fail',
      limit: 0.1,
    });
    expect(regression?.ratio).toBeCloseTo(1.2, 6);
    expect(others).toEqual([]);
  });

  it('passes where it is as fast, faster, or slower by less', () => {
    for (const factor of [1, 0.5, 1.05]) expect(judged(STEADY, times(factor))[0]?.outcome).toBe('pass');
  });

  it('is held against the runs of its own rounds: what slowed a round down slowed both', () => {
    const rough = STEADY.map((ms, round) => ms * (1 + round));
    const slower = rough.map((ms) => ms * 1.2);
    expect(judged(rough, slower)[0]).toMatchObject({ outcome: 'fail' });
    expect(judged(rough, slower)[0]?.ci95?.[0]).toBeCloseTo(1.2, 1);
  });

  it('is open where neighbours may have slowed it down, and its CPU time says nothing of it', () => {
    const busy = [neighbours(1)];
    expect(judged(STEADY, times(3), busy, 1 / 3)[0]?.outcome).toBe('inconclusive');
    expect(judged(STEADY, times(3), busy)[0]?.outcome).toBe('fail');
  });

  it('proves nothing by CPU time that a command was charged in ticks, where there was little', () => {
    const outcome = (ms: number) => {
      const runs = [1, 3].flatMap((factor, index) =>
        runsOf(`command ${index}`, new Array(10).fill(ms * factor), { causes: [neighbours(1)] }).map(
          (run) => ({
            ...run,
            cpuNs: run.workNs,
          }),
        ),
      );
      const candidates = [0, 1].map((index) => makeCommand(`command ${index}`));
      const comparison = judgeComparison(candidates, { runs, digests: {} }, { margin: 0.05, seed: 1 });
      return judgeVersions(comparison, { limit: 0.1, seed: 1 })[0]?.outcome;
    };
    expect(outcome(10)).toBe('inconclusive');
    expect(outcome(200)).toBe('fail');
  });

  it('is open where a shell’s start hides one of them', () => {
    const [lost] = judged([...STEADY.slice(1), 0], STEADY);
    expect(lost).toMatchObject({ ratio: null, ci95: null, outcome: 'inconclusive' });
    expect(judged(STEADY, [...STEADY.slice(1), 0])[0]?.outcome).toBe('inconclusive');
  });

  it('is nobody’s where there is no other', () => {
    expect(judged(STEADY, [])).toEqual([]);
    expect(judged([], [])).toEqual([]);
  });
});

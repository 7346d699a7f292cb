import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScalingFit } from '../../../src/model/documents/scaling.ts';
import {
  betterFit,
  fitLaws,
  predict,
  type ThroughputPoint,
} from '../../../src/stats/scaling/scaling-laws.ts';

const points = (throughputs: Record<number, number>): ThroughputPoint[] =>
  Object.entries(throughputs).map(([workers, throughputX]) => ({ workers: Number(workers), throughputX }));

const of = (law: string, fits: readonly ScalingFit[]) => fits.find((fit) => fit.law === law) as ScalingFit;

describe('fitLaws', () => {
  it("finds Amdahl's serial share of points that follow it", () => {
    // s = 0.25: S(2) = 1 / (0.25 + 0.375) = 1.6; S(4) = 1 / (0.25 + 0.1875) = 16/7; S(10) = 1 / 0.325 = 40/13.
    const fits = fitLaws(points({ 1: 1, 2: 1.6, 4: 16 / 7, 10: 40 / 13 }), 16);
    expect(of('amdahl', fits).parameters.serial).toBeCloseTo(0.25, 6);
    expect(of('amdahl', fits).residual).toBeCloseTo(0, 6);
    // The USL holds Amdahl's law: σ = s, κ = 0.
    expect(of('usl', fits).parameters.contention).toBeCloseTo(0.25, 5);
    expect(of('usl', fits).parameters.coherency).toBeCloseTo(0, 5);
  });

  it("finds the USL's parameters of points that follow it", () => {
    // σ = 0.1, κ = 0.05: C(2) = 2 / (1 + 0.1 + 0.1) = 5/3; C(4) = 4 / (1 + 0.3 + 0.6) = 40/19;
    // C(8) = 8 / (1 + 0.7 + 2.8) = 16/9.
    const fit = of('usl', fitLaws(points({ 1: 1, 2: 5 / 3, 4: 40 / 19, 8: 16 / 9 }), 8));
    expect(fit.parameters.contention).toBeCloseTo(0.1, 6);
    expect(fit.parameters.coherency).toBeCloseTo(0.05, 6);
    expect(fit.residual).toBeCloseTo(0, 6);
  });

  it('goes through the middle of points that disagree, and says by how much it misses them', () => {
    // Both at n = 2: the mean, 1.6, is s = 0.25. Misses 0, +0.1 and -0.1: √(0.02 / 3).
    const repeated = [...points({ 1: 1, 2: 1.7 }), { workers: 2, throughputX: 1.5 }];
    const fit = of('amdahl', fitLaws(repeated, 4));
    expect(fit.parameters.serial).toBeCloseTo(0.25, 6);
    expect(fit.residual).toBeCloseTo(Math.sqrt(0.02 / 3), 6);
  });

  it('counts no worker beyond the CPUs', () => {
    // Under 1.5 CPUs both 2 and 4 workers are n = 1.5; with s = 0 S(1.5) = 1.5.
    const [fit, ...others] = fitLaws(points({ 1: 1, 2: 1.5, 4: 1.5 }), 1.5);
    expect(fit).toEqual({ law: 'amdahl', parameters: { serial: 0 }, counts: 'cpus', residual: 0 });
    expect(others).toEqual([]);
  });

  it.each([
    // n = 2 gains more than it can, or loses: the bound, and what it misses by: √(0.2² / 2), √(0.5² / 2).
    [2.2, 0, 0.2],
    [0.5, 1, 0.5],
  ])('keeps a serial share for a throughput× of %d at %d', (throughputX, serial, miss) => {
    const fit = of('amdahl', fitLaws(points({ 1: 1, 2: throughputX }), 2));
    expect(fit.parameters.serial).toBe(serial);
    expect(fit.residual).toBeCloseTo(miss / Math.SQRT2, 9);
  });

  it('lets neither contention nor coherency fall below 0', () => {
    // Free, 2 and 2 at n = 2 and 4 ask for σ + 2κ = 0 and 3σ + 12κ = 1: κ = 1/6, σ = -1/3.
    const coherent = of('usl', fitLaws(points({ 1: 1, 2: 2, 4: 2 }), 4));
    expect(coherent.parameters.contention).toBe(0);
    // With σ = 0 the best κ is where Σ (2 - C(n))² is least: neither neighbour is nearer.
    const error = (k: number) => (2 - 2 / (1 + 2 * k)) ** 2 + (2 - 4 / (1 + 12 * k)) ** 2;
    const best = coherent.parameters.coherency as number;
    expect(error(best)).toBeLessThan(Math.min(error(best - 1e-3), error(best + 1e-3)));
    // Free, 1 and 2 ask for σ + 2κ = 1 and 3σ + 12κ = 1: κ = -1/3. Without κ it is Amdahl's law.
    const fits = fitLaws(points({ 1: 1, 2: 1, 4: 2 }), 4);
    expect(of('usl', fits).parameters.coherency).toBe(0);
    expect(of('usl', fits).parameters.contention).toBeCloseTo(
      of('amdahl', fits).parameters.serial as number,
      6,
    );
  });

  it.each([
    [{}, 4, []],
    [{ 1: 1 }, 4, []],
    [{ 1: 1, 2: 1.9 }, 1, []],
    [{ 1: 1, 2: 1.9, 3: 1.8 }, 0.5, []],
    [{ 1: 1, 2: 1.9, 3: 1.8 }, 2, ['amdahl']],
    [{ 1: 1, 2: 1.9, 3: 1.8 }, 2.5, ['amdahl', 'usl']],
    [{ 1: 1, 2: 1.9, 3: Number.NaN, 4: 0 }, 4, ['amdahl']],
  ] as const)('leaves out laws that %j on %d CPUs cannot tell', (throughputs, cpus, laws) => {
    expect(fitLaws(points(throughputs), cpus).map(({ law }) => law)).toEqual(laws);
  });

  it('finds no worse parameters than a search of the whole grid', () => {
    const throughput = fc.double({ min: 0.2, max: 6, noNaN: true });
    fc.assert(
      fc.property(throughput, throughput, throughput, (two, four, six) => {
        const measured = points({ 1: 1, 2: two, 4: four, 6: six });
        const fits = fitLaws(measured, 8);
        const residual = (fit: Pick<ScalingFit, 'law' | 'parameters'>) =>
          Math.sqrt(measured.reduce((sum, p) => sum + (p.throughputX - predict(fit, p.workers)) ** 2, 0) / 4);
        for (const fit of fits) {
          expect(fit.residual).toBeCloseTo(residual(fit), 9);
          expect(Object.values(fit.parameters).every((value) => value >= 0)).toBe(true);
        }
        const best = Math.min(...grid().map((parameters) => residual({ law: 'usl', parameters })));
        // Points that no law fits at all leave a valley so flat that the last digits aren't worth the steps.
        expect(of('usl', fits).residual).toBeLessThanOrEqual(best * 1.001 + 1e-6);
        expect(of('usl', fits).residual).toBeLessThanOrEqual(of('amdahl', fits).residual * 1.001 + 1e-6);
      }),
    );
  });
});

describe('predict', () => {
  it('evaluates each law as if every worker had a CPU', () => {
    // 1 / (0.1 + 0.9/9) = 5; 10 / (1 + 0.9 + 0.9) with σ = 0.1, κ = 0.01.
    expect(predict({ law: 'amdahl', parameters: { serial: 0.1 } }, 9)).toBeCloseTo(5, 12);
    const usl = { law: 'usl', parameters: { contention: 0.1, coherency: 0.01 } } as const;
    expect(predict(usl, 10)).toBeCloseTo(10 / 2.8, 12);
  });
});

describe('betterFit', () => {
  const chosen = (throughputs: Record<number, number>, cpus = 16) => {
    const measured = points(throughputs);
    return betterFit(fitLaws(measured, cpus), measured, cpus)?.law ?? null;
  };

  it("takes Amdahl's where both fit", () => {
    expect(chosen({ 1: 1, 2: 1.6, 4: 16 / 7, 6: 8 / 3, 8: 32 / 11, 10: 40 / 13 })).toBe('amdahl');
  });

  it('takes the USL where throughput falls again', () => {
    expect(chosen({ 1: 1, 2: 5 / 3, 4: 40 / 19, 8: 16 / 9 })).toBe('usl');
  });

  it("keeps Amdahl's where the fall is no more than the noise", () => {
    expect(chosen({ 1: 1, 2: 1.34, 4: 1.58, 6: 1.72, 8: 1.7 })).toBe('amdahl');
  });

  it('takes the USL where it is clearly nearer, though nothing falls', () => {
    // σ = 0, κ = 0.01: C(n) = n / (1 + 0.01 n(n - 1)), still rising at 8. Seven points above one worker:
    // N ln(RSS/N) alone makes up for the parameter more.
    const bent = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [n, n / (1 + 0.01 * n * (n - 1))]));
    expect(chosen(bent)).toBe('usl');
    // Four points above one worker leave no degree of freedom for AICc: N - k - 1 = 0.
    const { 1: one = 1, 2: two = 0, 4: four = 0, 6: six = 0, 8: eight = 0 } = bent;
    expect(chosen({ 1: one, 2: two, 4: four, 6: six, 8: eight })).toBe('amdahl');
  });

  it('looks for the fall among the CPUs that there are', () => {
    // Its peak would come at √(1 / 0.02) = 7 workers, which 4 CPUs never show.
    const gentle = Object.fromEntries(
      [1, 2, 3, 4, 8, 16].map((workers) => {
        const n = Math.min(workers, 4);
        return [workers, n / (1 + 0.02 * n * (n - 1))];
      }),
    );
    const measured = points(gentle);
    const fits = fitLaws(measured, 4).map((fit) => ({ ...fit, residual: 0 }));
    expect(betterFit(fits, measured, 4)?.law).toBe('amdahl');
    expect(betterFit(fits, measured, 16)?.law).toBe('usl');
  });

  it.each([
    [{}, null],
    [{ 1: 1 }, null],
    [{ 1: 1, 2: 2 }, 'amdahl'],
  ])('makes do with the laws that there are for %j', (throughputs, law) => {
    expect(chosen(throughputs)).toBe(law);
  });
});

describe('a law that misses the points', () => {
  const chosen = (throughputs: Record<number, number>, cpus = 64) => {
    const measured = points(throughputs);
    return betterFit(fitLaws(measured, cpus), measured, cpus)?.law ?? null;
  };

  it('is not selected: its error is above a tenth of the highest throughput×', () => {
    // Eight and 32 at once as if they were two: 8 and 31 at n = 2, which no law comes near.
    expect(chosen({ 1: 1, 8: 8, 32: 31 }, 2)).toBeNull();
    expect(chosen({ 1: 1, 8: 8, 32: 31 })).toBe('amdahl');
  });

  it('gives way to the other one where that doesn’t', () => {
    // σ = 0, κ = 0.02: a peak of 3.8 at 7, and 1.8 at 24. Amdahl’s law can't fall.
    const bent = Object.fromEntries([1, 4, 8, 24].map((n) => [n, n / (1 + 0.02 * n * (n - 1))]));
    expect(chosen(bent)).toBe('usl');
  });
});

/** σ and κ from 0 to 2 and 0 to 1. */
function grid(): { contention: number; coherency: number }[] {
  const steps = Array.from({ length: 21 }, (_, index) => index / 20);
  return steps.flatMap((c) => steps.map((k) => ({ contention: 2 * c, coherency: k })));
}

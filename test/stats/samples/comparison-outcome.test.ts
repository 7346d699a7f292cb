import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.ts';
import type { ComparisonOutcome } from '../../../src/model/documents/comparison.ts';
import { ratioOfMedians } from '../../../src/stats/samples/bootstrap.ts';
import { outcomeOf } from '../../../src/stats/samples/comparison-outcome.ts';

const MARGIN = 0.05;

describe('outcomeOf', () => {
  // A margin of 25 % has exact ends: 1 / 1.25 = 0.8 to 1.25.
  it.each<[number | null, [number, number] | null, ComparisonOutcome]>([
    [1, [0.8, 1.25], 'same'],
    [1, [0.79, 1.25], 'inconclusive'],
    [1, [0.8, 1.26], 'inconclusive'],
    [1.1, [1.05, 1.2], 'same'],
    [1.3, [1.01, 1.5], 'faster'],
    [1.3, [1, 1.5], 'inconclusive'],
    [1.25, [1.1, 1.4], 'inconclusive'],
    [0.7, [0.5, 0.99], 'slower'],
    [0.7, [0.5, 1], 'inconclusive'],
    [0.8, [0.7, 0.9], 'inconclusive'],
    [3, null, 'inconclusive'],
    [null, null, 'inconclusive'],
  ])('a ratio of %d in %j is %s', (ratio, ci95, call) => {
    expect(outcomeOf({ ratio, ci95 }, 0.25)).toBe(call);
  });

  it('asks more of few runs: all of the interval beyond the margin', () => {
    const near = { ratio: 1.3, ci95: [1.01, 1.5] } as const;
    expect([7, 8].map((runs) => outcomeOf(near, 0.25, runs))).toEqual(['inconclusive', 'faster']);
    expect(outcomeOf({ ratio: 1.3, ci95: [1.26, 1.5] }, 0.25, 5)).toBe('faster');
    expect(outcomeOf({ ratio: 0.7, ci95: [0.5, 0.99] }, 0.25, 5)).toBe('inconclusive');
    expect(outcomeOf({ ratio: 0.7, ci95: [0.5, 0.79] }, 0.25, 5)).toBe('slower');
    expect(outcomeOf({ ratio: 1, ci95: [0.9, 1.1] }, 0.25, 5)).toBe('same');
  });

  it('says the opposite of the opposite direction', () => {
    // Powers of 2 turn round exactly.
    const power = fc.integer({ min: -8, max: 8 });
    const opposite: Record<ComparisonOutcome, ComparisonOutcome> = {
      faster: 'slower',
      slower: 'faster',
      same: 'same',
      inconclusive: 'inconclusive',
    };
    fc.assert(
      fc.property(power, power, power, fc.constantFrom(1, 3), (a, b, c, margin) => {
        const [low, middle, high] = [a, b, c].sort((x, y) => x - y).map((n) => 2 ** n) as [
          number,
          number,
          number,
        ];
        const call = outcomeOf({ ratio: middle, ci95: [low, high] }, margin);
        expect(outcomeOf({ ratio: 1 / middle, ci95: [1 / high, 1 / low] }, margin)).toBe(opposite[call]);
      }),
    );
  });
});

describe('outcomeOf over simulated experiments of 10 rounds', () => {
  // Two alike, over 4,000 experiments: called different in none with noise of 1 %, in 2 % with 5 % and 4 % with 10 %.
  // Over 300 the bound of 5 % is 15, and twice the chance of counting ± 2√(300 × 0.05 × 0.95) = 7.5 comes on top.
  // A rule that asked for the margin alone would come to 100 or so.
  it.each([0.05, 0.1])('calls two alike different in no more than 1 of 20, with noise of %d', (noise) => {
    const calls = simulate({ experiments: 300, noise, slowdown: 1, seed: 20 });
    expect(calls.faster + calls.slower).toBeLessThanOrEqual(22);
  });

  it('calls two alike the same in 9 of 10, and never different, with noise of 1 %', () => {
    const calls = simulate({ experiments: 100, noise: 0.01, slowdown: 1, seed: 20 });
    expect(calls.same).toBeGreaterThanOrEqual(90);
    expect(calls.faster + calls.slower).toBe(0);
  });

  it('finds one that is 10 % slower in 9 of 10, with noise of 2 %', () => {
    expect(
      simulate({ experiments: 150, noise: 0.02, slowdown: 1.1, seed: 20 }).slower,
    ).toBeGreaterThanOrEqual(135);
  });
});

interface Simulation {
  readonly experiments: number;
  /** The sd of the times' logarithms. */
  readonly noise: number;
  /** The candidate's true time ÷ the baseline's. */
  readonly slowdown: number;
  readonly seed: number;
}

/** How often each call was made, over experiments of 10 paired rounds with log-normal noise. */
function simulate({ experiments, noise, slowdown, seed }: Simulation): Record<ComparisonOutcome, number> {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()); // Box & Muller 1958
  const times = (ns: number) => Array.from({ length: 10 }, () => ns * Math.exp(noise * normal()));
  const calls = { faster: 0, slower: 0, same: 0, inconclusive: 0 };
  for (let experiment = 0; experiment < experiments; experiment++) {
    const estimate = ratioOfMedians(times(1e8), times(1e8 * slowdown), { seed: experiment, paired: true });
    calls[outcomeOf(estimate, MARGIN)]++;
  }
  return calls;
}

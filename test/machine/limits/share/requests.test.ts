import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestsOf } from '../../../../src/machine/limits/share/requests.ts';

/** Mapping and CPUs of each request that may have given this weight. */
const told = (weight: number, version: 1 | 2 = 2) =>
  Object.fromEntries(requestsOf(weight, version).map(({ mapping, cpus }) => [mapping, cpus]));

describe('a request of 500m, 512 shares', () => {
  it('is itself in version 1', () => {
    expect(requestsOf(512, 1)).toEqual([{ cpus: 0.5, leastCpus: 0.5, mostCpus: 0.5, mapping: 'shares' }]);
  });

  it('is weight 20 by the linear conversion, as are 490m to 514m', () => {
    // 1 + ⌊(512 − 2) × 9999 ÷ 262142⌋ = 1 + ⌊19.45⌋
    expect(requestsOf(20, 2)[0]).toEqual({
      cpus: 0.5,
      leastCpus: 0.49,
      mostCpus: 0.514,
      mapping: 'linear',
    });
  });

  it('is weight 59 by the quadratic one', () => {
    // log2 of 512 is 9: 10^((81 + 1125) ÷ 612 − 7 ÷ 34) = 10^1.7647 = 58.2
    expect(told(59).quadratic).toBe(0.5);
  });

  it('is weight 50 where 100 are 1,024', () => {
    expect(told(50).proportional).toBe(0.5);
  });
});

describe('by the published figures', () => {
  it.each([
    [1024, 39, 100],
    // Of runc’s issue 4896.
    [2000, 77, 170],
    [262_144, 10_000, 10_000],
    [2, 1, 1],
  ])('%d shares are weight %d before and %d after', (shares, linear, quadratic) => {
    const cpus = shares === 2 ? 0 : shares / 1024;
    const of = (weight: number, name: string) =>
      requestsOf(weight, 2).find(({ mapping }) => mapping === name);
    for (const found of [of(linear, 'linear'), of(quadratic, 'quadratic')]) {
      expect(found?.leastCpus).toBeLessThanOrEqual(cpus);
      expect(found?.mostCpus).toBeGreaterThanOrEqual(cpus - 0.001);
    }
  });
});

it('asks for nothing (BestEffort) with the least weight there is', () => {
  expect(told(2, 1)).toEqual({ shares: 0 });
  expect(told(1)).toMatchObject({ linear: 0, quadratic: 0, proportional: 0 });
});

it('says nothing of a weight that no request gives', () => {
  // 41m are 41 shares, 42m are 43.
  expect(told(42, 1)).toEqual({});
  expect(told(0.29)).toEqual({});
});

it('names a round number that gives the weight again, between the least and the most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 256_000 }), (millicores) => {
      const shares = Math.min(262_144, Math.max(2, Math.floor((millicores * 1024) / 1000)));
      const [request] = requestsOf(1 + Math.floor(((shares - 2) * 9999) / 262_142), 2);
      expect(request?.mapping).toBe('linear');
      const { cpus = 0, leastCpus = 0, mostCpus = 0 } = request ?? {};
      expect(leastCpus).toBeLessThanOrEqual(millicores / 1000);
      expect(mostCpus).toBeGreaterThanOrEqual(millicores / 1000);
      expect(cpus).toBeGreaterThanOrEqual(leastCpus);
      expect(cpus).toBeLessThanOrEqual(mostCpus);
    }),
  );
});

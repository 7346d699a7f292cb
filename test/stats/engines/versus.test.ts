import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/model/documents/comparison.ts';
import { versus } from '../../../src/stats/engines/versus.ts';

const stored: Comparison = {
  metric: 'work',
  baseline: 'a',
  candidate: 'b',
  ratio: 2,
  ci95: [1.6, 2.5],
  margin: 0.05,
  call: 'faster',
};

describe('versus', () => {
  it('gives a comparison as it is stored', () => {
    expect(versus([stored], 'work', 'b', 'a')).toMatchObject({ ratio: 2, ci95: [1.6, 2.5], call: 'faster' });
  });

  it('turns one of the opposite direction round', () => {
    // 1/2, from 1/2.5 to 1/1.6.
    expect(versus([stored], 'work', 'a', 'b')).toEqual({ ratio: 0.5, ci95: [0.4, 0.625], call: 'slower' });
  });

  it('takes the stored direction where both are there', () => {
    const both = [{ ...stored, baseline: 'b', candidate: 'a', ratio: 0.51 }, stored];
    expect(versus(both, 'work', 'b', 'a')?.ratio).toBe(2);
  });

  it('divides nothing by 0, and keeps what is unknown unknown', () => {
    const zero: Comparison = { ...stored, ratio: 0, ci95: [0, 1] };
    expect(versus([zero], 'work', 'a', 'b')).toEqual({ ratio: null, ci95: null, call: 'slower' });
    const next: Comparison = { ...stored, ratio: Number.MIN_VALUE, ci95: [Number.MIN_VALUE, 1] };
    expect(versus([next], 'work', 'a', 'b')).toEqual({ ratio: null, ci95: null, call: 'slower' });
    const unknown: Comparison = { ...stored, ratio: null, ci95: null, call: 'inconclusive' };
    expect(versus([unknown], 'work', 'a', 'b')).toEqual({ ratio: null, ci95: null, call: 'inconclusive' });
  });

  it('knows nothing of another metric or of strangers', () => {
    expect(versus([stored], 'total', 'a', 'b')).toBeNull();
    expect(versus([stored], 'work', 'a', 'c')).toBeNull();
  });
});

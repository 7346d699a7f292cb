import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCounts } from '../../../../src/cli/options/parse/numbers.ts';

const count = fc.integer({ min: 1, max: 4096 });

describe('a list of numbers of workers', () => {
  it('is given back whole, ascending and each once, however it is written', () => {
    const part = fc.oneof(
      count.map((one) => ({ text: `${one}`, counts: [one] })),
      fc
        .tuple(count, fc.nat({ max: 40 }))
        .filter(([from, more]) => from + more <= 4096)
        .map(([from, more]) => ({
          text: `${from}..${from + more}`,
          counts: Array.from({ length: more + 1 }, (_, index) => from + index),
        })),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const text = parts.map((one) => one.text).join(' , ');
        const all = new Set(parts.flatMap(({ counts }) => counts));
        expect(parseCounts('-w', text)).toEqual([...all].sort((a, b) => a - b));
      }),
    );
  });

  it('ends where no machine has more', () => {
    expect(parseCounts('-w', '4096')).toEqual([4096]);
    expect(parseCounts('-w', '4095..4096')).toEqual([4095, 4096]);
    for (const text of ['4097', '4095..4097', '0..2', '99999999999999999999']) {
      expect(() => parseCounts('-w', text)).toThrow('is not a list of numbers from 1 to 4096');
    }
  });

  it('that is none is refused under the name of its flag, with ones that are', () => {
    expect(() => parseCounts('--predict', '1..2..3')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: '--predict 1..2..3 is not a list of numbers from 1 to 4096',
        hint: 'Try --predict 1..8, or --predict 1,2,4.',
      }),
    );
    for (const text of ['1e2', '0x10', '+3', '1 2', '1;2', '..', '٣', '1..2,']) {
      expect(() => parseCounts('-w', text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    }
  });
});

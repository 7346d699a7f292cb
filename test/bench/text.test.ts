import { describe, expect, it } from 'vitest';
import { figureText, goalText } from '../../bench/text.ts';

describe('a figure in its unit', () => {
  it('is in milliseconds where seconds would be a small fraction', () => {
    expect([2, 0.603, 0.1, 0.0025].map((value) => figureText(value, 'seconds'))).toEqual([
      '2.000 s',
      '0.603 s',
      '0.100 s',
      '2.500 ms',
    ]);
  });

  it('stands beside its goal in the same unit', () => {
    expect(goalText({ atMost: 0.0025 }, 'seconds')).toBe('<= 2.5 ms');
    expect(goalText({ atMost: 1 }, 'seconds')).toBe('<= 1 s');
    expect(goalText({ atLeast: 0.9 }, 'share')).toBe('>= 90 %');
    expect(goalText({ atMost: 0.007 }, 'share')).toBe('<= 0.7 %');
  });
});

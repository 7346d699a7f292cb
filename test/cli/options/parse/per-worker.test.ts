import { describe, expect, it } from 'vitest';
import { parsePerWorker } from '../../../../src/cli/options/parse/per-worker.ts';

describe('what a worker takes', () => {
  it.each([
    ['2GB', 2e9],
    ['512MiB', 512 * 2 ** 20],
    ['1.5GB', 1.5e9],
    ['64KB', 64_000],
    ['4096B', 4096],
    ['1GiB', 2 ** 30],
    ['3 MB', 3e6],
  ])('is a size with its unit: %s', (text, bytes) => {
    expect(parsePerWorker(text)).toEqual({ bytes });
  });

  it.each(['./work.ts#fn', './work.py#fn', 'work.mjs', '../a/work.ts', 'package.module:fn'])(
    'is that of a function: %s',
    (text) => {
      expect(parsePerWorker(text)).toEqual({ function: text });
    },
  );

  it.each(['', '2', '2G', '0GB', '-1GB', '2TB', 'lots', '1e9B', '0.5B'])('is neither: “%s”', (text) => {
    expect(() => parsePerWorker(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--per-worker ${text} is neither a size above 0 nor a function`,
        hint: expect.stringContaining('2GB'),
      }),
    );
  });
});

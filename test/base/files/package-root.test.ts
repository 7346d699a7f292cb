import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot, rootAbove } from '../../../src/base/files/package-root.ts';

it('is the same for every file of the package', () => {
  expect(rootAbove(join(packageRoot(), 'dist', 'bin'))).toBe(packageRoot());
});

it('is said to be missing where only a part of the package is there', () => {
  expect(() => rootAbove('/proc/self/fd')).toThrow(/not above \/proc.*a bundler/);
  expect(() => rootAbove(undefined)).toThrow(/not where its code runs/);
});

import { describe, expect, it } from 'vitest';
import { beyondShell, NO_SHELL_START, shellStartOf } from '../../../../src/run/series/command/shell-start.ts';

describe('what a shell takes to start', () => {
  // Median 1 ms, MAD 0.1 ms: 3.5 × 1.4826 × 0.1 = 0.518910 ms above is an outlier.
  const start = shellStartOf([0.8e6, 0.9e6, 1e6, 1.1e6, 1.2e6]);

  it('is taken out of a run that is clearly longer', () => {
    expect(beyondShell(5e6, start)).toBe(4e6);
    expect(beyondShell(1.52e6, start)).toBeCloseTo(0.52e6, 3);
  });

  it('hides one that is not: it has no figure of its own', () => {
    for (const wallNs of [0.5e6, 1e6, 1.51e6]) expect(beyondShell(wallNs, start)).toBe(0);
  });

  it('is nothing without a shell', () => {
    expect(beyondShell(1, NO_SHELL_START)).toBe(1);
  });
});

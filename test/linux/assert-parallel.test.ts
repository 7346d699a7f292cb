import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { assertParallel, NotParallelError } from '../../src/index.ts';
import { NODE, Run } from '../harness/concur.ts';

const CASES = join(packageRoot(), 'test', 'harness', 'parallel-cases.mjs');
const BUILT = join(packageRoot(), 'dist', 'index.js');

const hasTwo = availableParallelism() > 1;
if (!hasTwo) process.stderr.write('skipped: assertParallel on two CPUs (one is usable here)\n');

describe.skipIf(!hasTwo).each([
  ['on the machine as it is', 0],
  ['beside two burners on every CPU', availableParallelism() * 2],
])('%s, assertParallel', (_where, burnerCount) => {
  it('passes what is parallel, and stops what is not', async () => {
    // Beside the program, not started by it: what a program starts counts as its own work.
    const burners = Array.from({ length: burnerCount }, () => new Run([NODE, '-e', 'for (;;);']));
    try {
      const { stdout, stderr, orphans } = await new Run([NODE, CASES, BUILT]).end();
      expect([stderr, orphans]).toEqual(['', []]);
      const outcomes = Object.entries<{ outcome: string }>(JSON.parse(stdout)).map(([name, { outcome }]) => [
        name,
        outcome,
      ]);
      expect(Object.fromEntries(outcomes), stdout).toEqual({
        threads: 'parallel',
        processes: 'parallel',
        lock: expect.stringMatching(/not-parallel|inconclusive/),
        blocking: expect.stringMatching(/not-parallel|inconclusive/),
      });
    } finally {
      for (const burner of burners) burner.child.kill('SIGKILL');
      await Promise.all(burners.map((burner) => burner.end()));
    }
  });
});

describe.skipIf(!hasTwo)('beside a thread of the same process that computes, assertParallel', () => {
  it('passes nothing that is serial', async () => {
    const { stdout, stderr } = await new Run([NODE, CASES, BUILT, 'serial-beside-busy']).end();
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).serial).toMatchObject({
      outcome: expect.stringMatching(/^(inconclusive|not-parallel)$/),
    });
  });
});

describe('whatever the function does, assertParallel', () => {
  it('gives back its result', async () => {
    const { value, outcome } = await assertParallel(() => 'mine', { atLeast: 2 });
    expect([value, outcome]).toEqual(['mine', 'inconclusive']);
    const strict = assertParallel(() => 1, { atLeast: 2, inconclusive: 'fail' });
    await expect(strict).rejects.toThrow(NotParallelError);
  });

  it('passes on what it throws', async () => {
    const failing = async () => {
      throw new TypeError('mine');
    };
    await expect(assertParallel(failing, { atLeast: 2 })).rejects.toThrow(TypeError);
  });
});

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { NODE } from '../harness/concur.ts';
import { watched } from '../harness/watched.ts';

// A program that is serial and then parallel, watched for real: by order, by what was wanted, and by ratios.

const PROGRAM = join(packageRoot(), 'test/fixtures/programs/serial-then-parallel.mjs');

/** The first and the last of its phases that were long. */
function ends({ phases, durationNs }: WatchReport) {
  const long = phases.filter(({ startNs, endNs }) => endNs - startNs >= 0.2 * durationNs);
  return [long[0], long.at(-1)] as const;
}

async function expectPhases(): Promise<void> {
  const report = await watched(NODE, PROGRAM, '4000');
  const [first, last] = ends(report);
  expect(first?.manner).toBe('serial');
  expect(first?.because).toMatch(/^(mostly )?one thread, /);
  expect(['parallel', 'starved']).toContain(last?.manner);
  expect((last?.r ?? 0) + (last?.d ?? 0)).toBeGreaterThan(1.6);
  expect((first?.r ?? 9) + (first?.d ?? 9)).toBeLessThan(1.3);
  expect(report).toMatchObject({ byPhases: true, kind: 'MIXED' });
  expect(report.because).toMatch(/^serial for .*, then parallel.* for /);
  // Four of eight seconds, and Node’s start.
  expect(report.ceiling?.ratio).toBeGreaterThan(1.5);
  expect(report.ceiling?.ratio).toBeLessThan(2.5);
  expect(report.ceiling?.because).toMatch(/^with any number of cores at most \d\.\d times as fast/);
}

describe('a program that is serial, then parallel', () => {
  it('is said to be that, and has its ceiling', expectPhases);

  it('is the same beside two burners', async () => {
    const burners = [1, 2].map(() => spawn(NODE, ['-e', 'for (;;);'], { stdio: 'ignore' }));
    try {
      await expectPhases();
    } finally {
      for (const burner of burners) burner.kill('SIGKILL');
    }
  });
});

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
  // Where others take most of the time, a few switches are many in the little in which it runs.
  const passes = burnerCount === 0 ? 'parallel' : expect.stringMatching(/^(parallel|inconclusive)$/);

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
        threads: passes,
        processes: passes,
        pool: passes,
        lock: expect.stringMatching(/not-parallel|inconclusive/),
        blocking: expect.stringMatching(/not-parallel|inconclusive/),
      });
    } finally {
      for (const burner of burners) burner.child.kill('SIGKILL');
      await Promise.all(burners.map((burner) => burner.end()));
    }
  });
});

describe.skipIf(!hasTwo)('beside threads of the same process that are at other work, assertParallel', () => {
  it('passes nothing that is serial', async () => {
    const { stdout, stderr } = await new Run([NODE, CASES, BUILT, 'serial-beside']).end();
    expect(stderr).toBe('');
    const neverPassed = { outcome: expect.stringMatching(/^(inconclusive|not-parallel)$/) };
    expect(JSON.parse(stdout)).toMatchObject({
      busy: neverPassed,
      bursts: neverPassed,
      workers: neverPassed,
      children: neverPassed,
    });
  });
});

describe('that no other thread of the process runs JavaScript', () => {
  it.each([0, 1, 2])('is known by its event loops, beside %d workers', async (workers) => {
    const code = `
      const { Worker } = require('node:worker_threads');
      const { once } = require('node:events');
      const idle = Array.from({ length: ${workers} }, () => new Worker('setInterval(() => {}, 1000)', { eval: true }));
      Promise.all(idle.map((worker) => once(worker, 'online'))).then(async () => {
        const { assertParallel } = await import(${JSON.stringify(pathToFileURL(BUILT).href)});
        const derive = () => new Promise((done) => require('node:crypto').pbkdf2('a', 'b', 3e5, 64, 'sha512', done));
        const run = assertParallel(() => Promise.all([derive(), derive()]), { atLeast: 1.2 });
        console.log((await run.catch(({ evidence }) => evidence)).because);
        process.exit();
      });`;
    const { stdout, stderr } = await new Run([NODE, '-e', code]).end();
    expect(stderr).toBe('');
    // Node's own pool works for any thread that asks it.
    expect(stdout.includes('other code may have used'), stdout).toBe(workers > 0);
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

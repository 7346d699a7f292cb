import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { allowedHere, tellSkipped } from '../harness/cgroup.ts';
import { concur } from '../harness/concur.ts';
import { compareDocument } from '../harness/documents.ts';

// Functions in Python of which it is known what threads and processes make of them. What neighbours take shows in D.

const FUNCTIONS = join(packageRoot(), 'test', 'fixtures', 'functions');
const [ROWS, SORTS] = [join(FUNCTIONS, 'rows.py'), join(FUNCTIONS, 'sorts.py')];
const hasTwo = allowedHere().length > 1;
tellSkipped('functions in Python on two CPUs', hasTwo ? null : 'one CPU is allowed here');

/** NumPy may be the system's, beside a Python of the user's own. */
const withNumpy = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import numpy']).status === 0,
);
tellSkipped('a function of NumPy', withNumpy === undefined ? 'no python3 here has numpy' : null);

const compare = (name: string, units: number, ...args: readonly string[]) =>
  compareIn(ROWS, name, units, ...args);

async function compareIn(file: string, name: string, units: number, ...args: readonly string[]) {
  const words = ['compare', `${file}#${name}`, '--units', `${units}`, '-w', '2', '--runs', '5', ...args];
  const report = compareDocument(await concur([...words, '--json', '--no-progress']));
  const figures = new Map(report.results.map((result) => [result.engine, result]));
  const of = (engine: (typeof report.results)[number]['engine']) => {
    const { r = 0, d = 0, speedup } = figures.get(engine) ?? {};
    return { r: r ?? 0, wanted: (r ?? 0) + (d ?? 0), speedup: speedup?.ratio ?? 0 };
  };
  return { of, report };
}

describe.skipIf(!hasTwo)('a function in Python', () => {
  it('in pure Python runs on one core in threads, on two in processes', async () => {
    const { of, report } = await compare('steps', 300);
    for (const engine of ['loop', 'threads'] as const) expect(of(engine).r).toBeLessThan(1.15);
    expect(of('processes').wanted).toBeGreaterThan(1.6);
    // Where neighbours leave threads hardly a core, nothing can be told of their turns.
    if (of('threads').r > 0.8) expect(report.recommendation.because).toMatch(/steps holds the GIL/);
    expect(report.recommendation.because).not.toContain('releases the GIL');
  });

  it.each([
    ['digest', 30],
    ['compress', 30],
  ])('that is C without the lock (%s) runs on two cores in threads, too', async (name, units) => {
    const { of, report } = await compare(name, units, 'loop', 'threads');
    expect(of('loop').r).toBeLessThan(1.15);
    expect(of('threads').wanted).toBeGreaterThan(1.6);
    expect(report.recommendation.because).not.toContain('holds the GIL');
  });

  it.skipIf(withNumpy === undefined)(
    'of NumPy (sort) runs on two cores in threads, too, on at most one in a loop',
    async () => {
      const { of, report } = await compareIn(
        SORTS,
        'sort',
        30,
        'loop',
        'threads',
        '--python',
        `${withNumpy}`,
      );
      expect(of('loop').r).toBeLessThan(1.15);
      expect(of('threads').wanted).toBeGreaterThan(1.6);
      expect(report.recommendation.because).not.toContain('holds the GIL');
    },
  );

  it('that is C with the lock (json.loads) runs on one core in threads', async () => {
    const { of } = await compare('parse', 300, 'threads');
    expect(of('threads').r).toBeLessThan(1.15);
  });

  it('that sleeps needs next to no core, and waits as often at once as there are workers', async () => {
    const { of } = await compare('nap', 12);
    for (const engine of ['threads', 'processes'] as const) {
      expect(of(engine).r).toBeLessThan(0.3);
      expect(of(engine).speedup).toBeGreaterThan(1.6);
    }
  });

  it('that waits for its event loop does so in tasks on one thread', async () => {
    const { of } = await compare('nap_async', 12, 'loop', 'asyncio');
    expect(of('asyncio').r).toBeLessThan(0.3);
    expect(of('asyncio').speedup).toBeGreaterThan(1.6);
  });
});

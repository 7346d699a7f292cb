import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../src/machine/reported-cpus/rules.ts';
import { cpusSaid, inputsOf, v1Tree, v2Tree } from '../../../fixtures/rule-inputs.ts';

type Name = keyof typeof RULES;
const NAMES = ['jvmShares', 'jvmOwn', 'jvm24', 'dotnet', 'rust', 'tokio', 'rayon', 'parallelly'] as const;

async function all(names: readonly Name[], tree: Parameters<typeof cpusSaid>[1]) {
  return Promise.all(names.map((name) => cpusSaid(name, tree)));
}

describe.each([
  ['v2', v2Tree],
  ['v1', v1Tree],
] as const)('of 8 CPUs, a quota of our own group in cgroup %s', (_, tree) => {
  // The JVM and .NET round up, Rust down and never below 1, R half up.
  it.each([
    [0.5, [1, 1, 1, 1, 1, 1, 1, 1]],
    [1.5, [2, 2, 2, 2, 1, 1, 1, 2]],
    [2.25, [3, 3, 3, 3, 2, 2, 2, 2]],
    [2.5, [3, 3, 3, 3, 2, 2, 2, 3]],
    [3, [3, 3, 3, 3, 3, 3, 3, 3]],
    [64, [8, 8, 8, 8, 8, 8, 8, 8]],
    [null, [8, 8, 8, 8, 8, 8, 8, 8]],
  ])('of %s CPUs', async (quota, expected) => {
    expect(await all(NAMES, tree(quota))).toEqual(expected);
  });

  it('is nothing to OpenMP and to jemalloc', async () => {
    expect(await all(['libgomp', 'jemalloc'], tree(0.5))).toEqual([8, 8]);
  });

  it('doesn’t raise what is allowed', async () => {
    for (const name of NAMES) expect(await cpusSaid(name, tree(4), { allowed: '2' })).toBe(1);
  });
});

describe('a quota of the group above', () => {
  it.each([
    ['v2', v2Tree],
    ['v1', v1Tree],
  ] as const)(
    'in cgroup %s counts for Rust and the JVM since 24, for older JVMs and .NET not',
    async (_, tree) => {
      const names = ['jvmShares', 'jvmOwn', 'jvm24', 'dotnet', 'rust'] as const;
      expect(await all(names, tree(null, 2.5))).toEqual([8, 8, 3, 8, 2]);
      expect(await all(names, tree(5, 2.5))).toEqual([5, 5, 3, 5, 2]);
      expect(await all(names, tree(1.5, 6))).toEqual([2, 2, 2, 2, 1]);
    },
  );

  it('makes R’s answer depend on nproc’s version, in cgroup v2 alone', async () => {
    expect(await cpusSaid('parallelly', v2Tree(5, 2.5))).toBeNull();
    expect(await cpusSaid('parallelly', v1Tree(5, 2.5))).toBe(5);
  });
});

describe('every rule', () => {
  it('has an address where it is written down', async () => {
    const inputs = await inputsOf({});
    for (const [name, rule] of Object.entries(RULES)) {
      expect([name, rule(inputs).reference]).toEqual([name, expect.stringMatching(/^https:\/\/\S+$/)]);
    }
  });

  it('is unknown where the mask is', async () => {
    const inputs = { ...(await inputsOf(v2Tree(2))), allowed: null, online: null, counted: null };
    for (const name of [...NAMES, 'libgomp', 'jemalloc', 'loky'] as const) {
      expect([name, RULES[name](inputs).cpus]).toEqual([name, null]);
    }
  });
});

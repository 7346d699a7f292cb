import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCgroups } from '../../../src/machine/limits/cgroups.ts';
import { readJvmShares, sharesOfWeight } from '../../../src/machine/reported-cpus/jvm-shares.ts';
import { inMemory, V1_CPU_MOUNT } from '../../fixtures/captured.ts';
import { ofOwn, v1Tree, v2Tree } from '../../fixtures/rule-inputs.ts';

// (262142 × 79 − 1) ÷ 9999 + 2 = 2073, whose closest multiple of 1024 is 2048.
it.each([
  [1, 28],
  [39, 1024],
  [40, 1024],
  [79, 2048],
  [157, 4096],
  [10_000, 262_144],
])('a weight of %d is %d shares', (weight, shares) => {
  expect(sharesOfWeight(weight)).toBe(shares);
});

it('is a multiple of 1024 above 1024, and grows with the weight', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999 }), (weight) => {
      const shares = sharesOfWeight(weight);
      expect(shares <= 1024 || shares % 1024 === 0).toBe(true);
      expect(sharesOfWeight(weight + 1)).toBeGreaterThanOrEqual(shares);
    }),
  );
});

it('is read of our own group alone', () => {
  const read = (tree: Record<string, string>) => {
    const sysroot = inMemory(tree);
    return readJvmShares(sysroot, readCgroups(sysroot));
  };
  expect(read({ ...v1Tree(null), ...ofOwn.v1('cpu.shares', '512') })).toBe(512);
  expect(read({ ...v1Tree(null), '/sys/fs/cgroup/cpu,cpuacct/pod/cpu.shares': '512\n' })).toBeNull();
  expect(read({ ...v2Tree(null), ...ofOwn.v2('cpu.weight', '79') })).toBe(2048);
  expect(read({ '/proc/self/cgroup': '4:cpu:/a\n', '/proc/self/mountinfo': V1_CPU_MOUNT })).toBeNull();
});

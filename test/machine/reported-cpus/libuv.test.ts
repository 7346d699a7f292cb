import { describe, expect, it } from 'vitest';
import { parallelism149, parallelism151, readLibuvLimits } from '../../../src/machine/reported-cpus/libuv.ts';
import { libuvRule } from '../../../src/machine/reported-cpus/reported-cpus.ts';
import { answered, byRule } from '../../../src/machine/reported-cpus/rules/rule.ts';
import { RULES } from '../../../src/machine/reported-cpus/rules.ts';
import { inMemory, type Tree } from '../../fixtures/captured.ts';

const TOP = '/sys/fs/cgroup';
const ALLOWED = 8;

/** What 1.49, 1.51 and 1.52 answer. */
function answers(cgroup: string, files: Tree): number[] {
  const limits = readLibuvLimits(inMemory({ '/proc/self/cgroup': cgroup, ...files }));
  return [
    parallelism149(ALLOWED, limits),
    parallelism151(ALLOWED, limits, false),
    parallelism151(ALLOWED, limits, true),
  ];
}

const OWN = { [`${TOP}/a/b/cgroup.controllers`]: 'cpu\n', [`${TOP}/a/b/cpu.weight`]: '100\n' };

describe('what libuv makes of a quota', () => {
  it.each([
    ['its own', { ...OWN, [`${TOP}/a/b/cpu.max`]: '200000 100000\n' }, [2, 2, 2]],
    [
      'its own × its weight',
      { ...OWN, [`${TOP}/a/b/cpu.max`]: '200000 100000\n', [`${TOP}/a/b/cpu.weight`]: '79\n' },
      [1, 2, 2],
    ],
    [
      'of an ancestor',
      { ...OWN, [`${TOP}/a/b/cpu.max`]: 'max 100000\n', [`${TOP}/a/cpu.max`]: '300000 100000\n' },
      [8, 3, 3],
    ],
    [
      'the outermost, not the tightest',
      { ...OWN, [`${TOP}/a/b/cpu.max`]: '200000 100000\n', [`${TOP}/a/cpu.max`]: '500000 100000\n' },
      [2, 5, 5],
    ],
    ['below one CPU', { ...OWN, [`${TOP}/a/b/cpu.max`]: '50000 100000\n' }, [1, 8, 1]],
    ['none', { ...OWN, [`${TOP}/a/b/cpu.max`]: 'max 100000\n' }, [8, 8, 8]],
    ['that was captured without its weight', { [`${TOP}/a/b/cpu.max`]: '200000 100000\n' }, [2, 2, 2]],
    ['where it doesn’t look', { [`${TOP}/unified/a/b/cpu.max`]: '200000 100000\n' }, [8, 8, 8]],
  ])('%s: %j', (_, files, expected) => {
    expect(answers('0::/a/b\n', files)).toEqual(expected);
  });

  it('in the root of a namespace', () => {
    const files = {
      [`${TOP}/cgroup.controllers`]: 'cpu\n',
      [`${TOP}/cpu.max`]: '200000 100000\n',
      [`${TOP}/cpu.weight`]: '100\n',
    };
    expect(answers('0::/\n', files)).toEqual([2, 2, 2]);
  });

  it('without a weight: 1.49 gives up', () => {
    const limits = { isThere: true, groups: [{ quota: '200000 100000', proportion: null }] } as const;
    expect([parallelism149(8, limits), parallelism151(8, limits, false)]).toEqual([8, 2]);
  });

  it('in a group that isn’t where it looks: 1.51 gives up', () => {
    const limits = { isThere: false, groups: [{ quota: '200000 100000', proportion: 1 }] } as const;
    expect(parallelism151(8, limits, false)).toBe(8);
  });

  it('of version 1 nothing: it looks for files that nobody has', () => {
    const files = {
      [`${TOP}/cpu,cpuacct/a/cpu.cfs_quota_us`]: '200000\n',
      [`${TOP}/cpu,cpuacct/a/cpu.cfs_period_us`]: '100000\n',
      [`${TOP}/cpu,cpuacct/a/cpu.shares`]: '1024\n',
    };
    expect(answers('4:cpu,cpuacct:/a\n0::/\n', files)).toEqual([8, 8, 8]);
  });
});

it.each([
  ['1.46.0', 'oldParallelism'],
  ['1.49.1', 'parallelism149'],
  ['1.50.0', 'parallelism149'],
  ['1.51.0', 'parallelism151'],
  ['1.52.1', 'parallelism152'],
  ['2.0.0', 'parallelism152'],
] as const)('libuv %s goes by %s', (version, rule) => {
  expect(libuvRule(version)).toBe(RULES[rule]);
});

describe('an answer', () => {
  const rule = byRule('x', 2, 'affinity');

  it('has its rule where that gives it, or nobody knows what it gives', () => {
    expect(answered(rule, 2)).toMatchObject({ cpus: 2, rule: 'affinity', ruleCpus: 2, basis: 'asked' });
    expect(answered(byRule('x', null, 'affinity'), 2)).toMatchObject({ cpus: 2, rule: 'affinity' });
  });

  it('has no rule that is known where the rule gives another', () => {
    expect(answered(rule, 1)).toMatchObject({
      cpus: 1,
      ruleCpus: 2,
      rule: 'its rule isn’t known: by “affinity” it would be 2',
    });
  });
});

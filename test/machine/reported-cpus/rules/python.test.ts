import { describe, expect, it } from 'vitest';
import { cpusSaid, v1Tree, v2Tree } from '../../../fixtures/rule-inputs.ts';

const MAX = '/sys/fs/cgroup/cpu.max';
const v1 = (quota: string, period = '100000') => ({
  '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': `${quota}\n`,
  '/sys/fs/cgroup/cpu/cpu.cfs_period_us': `${period}\n`,
});

describe('loky', () => {
  it.each([
    [{}, 8],
    [{ [MAX]: '50000 100000\n' }, 1],
    [{ [MAX]: '150000 100000\n' }, 2],
    [{ [MAX]: '250000 100000\n' }, 3],
    [{ [MAX]: 'max 100000\n' }, 8],
    [v1('150000'), 2],
    [v1('-1'), 8],
    [v1('150000', '0'), 8],
    // Without two words there, it falls back on version 1.
    [{ [MAX]: '150000\n', ...v1('350000') }, 4],
    [{ [MAX]: '150000\n' }, 8],
    [{ [MAX]: 'max 100000\n', ...v1('150000') }, 8],
    [{ [MAX]: 'x 100000\n' }, null],
  ])('makes of %j %s CPUs', async (tree, cpus) => {
    expect(await cpusSaid('loky', tree)).toBe(cpus);
  });

  it('reads the mount point and not our own group', async () => {
    expect(await cpusSaid('loky', v2Tree(2))).toBe(8);
    expect(await cpusSaid('loky', v1Tree(2))).toBe(8);
  });

  it.each([
    [{ LOKY_MAX_CPU_COUNT: '3' }, 3],
    [{ LOKY_MAX_CPU_COUNT: '30' }, 5],
    [{ LOKY_MAX_CPU_COUNT: '0' }, 1],
    [{ LOKY_MAX_CPU_COUNT: '-2' }, 1],
    [{ LOKY_MAX_CPU_COUNT: '' }, null],
    [{ LOKY_MAX_CPU_COUNT: '2.5' }, null],
    [{ PYTHON_CPU_COUNT: '2' }, 2],
  ])('with %j answers %s of 5 CPUs that are allowed', async (env, cpus) => {
    expect(await cpusSaid('loky', {}, { allowed: '0-4', env })).toBe(cpus);
  });
});

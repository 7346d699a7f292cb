import { describe, expect, it } from 'vitest';
import { Group, limitMissing, tellSkipped } from '../harness/cgroup.ts';
import { coresDocument } from '../harness/documents.ts';

const noMemory = limitMissing('memory');
const noQuota = limitMissing('cpu');
tellSkipped('cores in a group with a memory limit', noMemory);
tellSkipped('cores in a group that was throttled', noQuota);

const MIB = 2 ** 20;

describe.skipIf(noMemory !== null)('a real memory limit', () => {
  it('is the least of all groups above, and bounds what is available', async () => {
    const parent = new Group('memory').memory(2048 * MIB);
    const own = new Group('memory', parent).memory(1024 * MIB);
    const { memory } = coresDocument(await own.concur('cores', '--no-measure', '--json'));
    expect(memory).toMatchObject({ limitBytes: 1024 * MIB, path: `${own.path}/memory.limit_in_bytes` });
    expect(memory?.limits.map(({ bytes }) => bytes)).toEqual([1024 * MIB, 2048 * MIB]);
    expect(memory?.availableBytes).toBeLessThan(1024 * MIB);
    const used = memory?.limits[0]?.usedBytes ?? Number.NaN;
    expect(used).toBeGreaterThan(MIB);
    expect(used).toBeLessThan(1024 * MIB);
  });

  it('bounds the workers that a script is told', async () => {
    const own = new Group('memory').memory(1024 * MIB);
    const told = await own.concur('cores', '-q', '--per-worker', '600MiB');
    expect([told.code, told.stdout]).toEqual([0, '1\n']);
  });
});

describe.skipIf(noQuota !== null)('a real quota that has stopped its group', () => {
  it('is told with how often and how long', async () => {
    const own = new Group('cpu').quota(0.1);
    const { pressure } = coresDocument(await own.concur('cores', '--no-measure', '--json'));
    const [throttling] = pressure?.throttling ?? [];
    expect(throttling?.path).toBe(`${own.path}/cpu.stat`);
    expect(throttling?.throttledPeriods).toBeGreaterThan(0);
    expect(throttling?.throttledPeriods).toBeLessThanOrEqual(throttling?.periods ?? 0);
    expect(throttling?.throttledNs).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { allowedHere, Group, limitMissing, tellSkipped } from '../harness/cgroup.ts';
import { coresDocument } from '../harness/documents.ts';

// What quotas say, which nobody else on the machine changes: nothing is measured.

const allowed = allowedHere();
const noQuota = limitMissing('cpu');
tellSkipped('cores under several quotas', noQuota);
const quotaFile = ({ path }: Group) => `${path}/cpu.cfs_quota_us`;

describe.skipIf(noQuota !== null)('quotas of several groups', () => {
  it.each([
    [0.9, 0.4, 'own'],
    [0.4, null, 'parent'],
  ] as const)('%d above and %s below: the tightest one wins', async (above, below, winner) => {
    const parent = new Group('cpu').quota(above);
    const own = new Group('cpu', parent);
    if (below !== null) own.quota(below);
    const report = coresDocument(await own.concur('cores', '--no-measure', '--json'));
    const group = winner === 'own' ? own.path : parent.path;
    expect(report.machine).toMatchObject({ quotaCpus: 0.4, quotaGroup: group, effectiveCpus: 0.4 });
    expect(
      report.limits.filter(({ source }) => source.startsWith('quota')).map(({ cpus, path }) => [cpus, path]),
    ).toEqual([...(below === null ? [] : [[below, quotaFile(own)]]), [above, quotaFile(parent)]]);
  });

  it.each([0.01, 1 / 3, 64.5])('are stated as they are: %d', async (cpus) => {
    const report = coresDocument(
      await new Group('cpu').quota(cpus).concur('cores', '--no-measure', '--json'),
    );
    expect(report.quotaCpus).toBeCloseTo(cpus, 4);
    expect(report.effectiveCpus).toBe(Math.min(report.quotaCpus ?? 0, allowed.length));
    expect(report.recommendedWorkers).toBeGreaterThan(0);
  });
});

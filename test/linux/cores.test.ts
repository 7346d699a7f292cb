import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CoresReport } from '../../src/model/documents/cores-report.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { allowedHere, Group, limitMissing, namespaceMissing, tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, NODE, Run } from '../harness/concur.ts';
import { coresDocument } from '../harness/documents.ts';
import { measuredInQuiet } from '../harness/quiet.ts';

const allowed = allowedHere();
const hasTwo = allowed.length > 1;
const noQuota = limitMissing('cpu');
const noCpuset = limitMissing('cpuset');
const noNamespace = noQuota ?? namespaceMissing();
const oneCpu = hasTwo ? null : 'one CPU is allowed here';
tellSkipped('cores under a real quota', noQuota);
tellSkipped('cores in a real cpuset', noCpuset);
tellSkipped('cores under a quota that is hidden', noNamespace);
tellSkipped('cores on several CPUs', oneCpu);

/** Why no file can be mounted over another, or null where it can. */
function mountMissing(): string | null {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'pipe' });
    return null;
  } catch {
    return 'no mount namespace can be made: that needs root and unshare';
  }
}

const quotaFile = ({ path }: Group) => `${path}/cpu.cfs_quota_us`;

/** No limit is exact to the millisecond, and what a test measures lasts less than a second. */
function expectMeasured({ measured }: CoresReport, cpus: number): void {
  expect(measured?.r).toBeGreaterThan(cpus - 0.15);
  expect(measured?.r).toBeLessThan(cpus + 0.15);
}

describe.skipIf(noQuota !== null)('a quota of the group above our own', () => {
  const QUOTAS = hasTwo ? [0.5, 1.5] : [0.5];

  it.each(QUOTAS)('of %d CPUs is stated exactly', async (cpus) => {
    const parent = new Group('cpu').quota(cpus);
    const own = new Group('cpu', parent);
    const ended = await own.concur('cores', '--json');
    const report = coresDocument(ended);
    expect(report).toMatchObject({
      quotaCpus: cpus,
      effectiveCpus: cpus,
      machine: { quotaCpus: cpus, quotaGroup: parent.path, effectiveCpus: cpus },
      recommendedWorkers: 1,
    });
    expect(report.limits).toContainEqual({
      source: 'quota (cgroup v1)',
      cpus,
      path: quotaFile(parent),
      detail: `${cpus * 100_000} of every 100000 us`,
    });
    expect(report.limits.map(({ path }) => path)).not.toContain(quotaFile(own));
    expect(report.measured?.hiddenLimit).toBe(false);
    expect(report.measured?.r).toBeLessThan(cpus + 0.15);
    const node = report.claims.find(({ source }) => source === 'os.availableParallelism()');
    if (node?.cpus != null) expect(node.wrongBy).toBeCloseTo(node.cpus - cpus, 4);
    expect([ended.code, ended.orphans, own.tasks()]).toEqual([0, [], []]);
  });

  for (const cpus of QUOTAS) {
    it(`of ${cpus} CPUs is what is measured`, { retry: 1, timeout: 120_000 }, async (context) => {
      const own = new Group('cpu', new Group('cpu').quota(cpus));
      const report = await measuredInQuiet(context, async () =>
        coresDocument(await own.concur('cores', '--json')),
      );
      expectMeasured(report, cpus);
      expect(report.measured?.throttledPeriods).toBeGreaterThan(0);
      expect(report.measured?.causes).toContainEqual(expect.objectContaining({ kind: 'quota' }));
    });
  }
});

describe.skipIf(noCpuset !== null || oneCpu !== null)('in a cpuset of one CPU', () => {
  const last = allowed.at(-1) as number;

  it('that CPU is all there is', async () => {
    const group = new Group('cpuset').cpus(`${last}`);
    const report = coresDocument(await group.concur('cores', '--json'));
    expect(report.machine).toMatchObject({ allowedCpus: [last], effectiveCpus: 1, quotaCpus: null });
    expect(report.cpus.filter((cpu) => cpu.allowed).map(({ cpu }) => cpu)).toEqual([last]);
    const cpuset = report.limits.find(({ source }) => source.startsWith('cpuset'));
    expect(cpuset).toMatchObject({ cpus: 1, detail: `CPUs ${last}` });
    expect(cpuset?.path?.startsWith(`${group.path}/`)).toBe(true);
    expect(report.measured?.workers).toBe(1);
    expect(report.measured?.r).toBeLessThan(1.15);
  });
});

const noMount = mountMissing();
tellSkipped('cores under a virtual list of CPUs', noMount ?? oneCpu);

describe.skipIf(noMount !== null || oneCpu !== null)(
  'a list of CPUs that a container mounts over the kernel’s',
  () => {
    const first = allowed[0] as number;
    const last = allowed.at(-1) as number;
    const inContainer = (command: string) => {
      const list = join(temporaryFolder(), 'online');
      writeFileSync(list, `${first}\n`);
      const script = `mount --bind ${list} /sys/devices/system/cpu/online && exec ${command}`;
      return new Run(['unshare', '-m', 'sh', '-c', script]).end();
    };

    it('does not hide the CPUs of the mask, and is named', async () => {
      const ended = await inContainer(`${NODE} ${CONCUR} cores --no-measure --json`);
      const report = coresDocument(ended);
      expect(report.machine?.allowedCpus).toEqual(allowed);
      expect(report.warnings).toContainEqual(
        expect.objectContaining({ code: 'ONLINE_IS_VIRTUAL', message: expect.stringContaining('lxcfs') }),
      );
    });

    it('leads to no CPU outside the mask', async () => {
      const ended = await inContainer(`taskset -c ${last} ${NODE} ${CONCUR} cores --json`);
      const report = coresDocument(ended);
      expect(report.machine?.allowedCpus).toEqual([last]);
      expect(report.measured?.workers).toBe(1);
    });
  },
);

describe.skipIf(oneCpu !== null)('under an affinity mask of one CPU', () => {
  it('the mask is named, and its CPU is all there is', async () => {
    const last = allowed.at(-1) as number;
    const command = ['taskset', '-c', `${last}`, NODE, CONCUR, 'cores', '--json'];
    const report = coresDocument(await new Run(command).end());
    expect(report.limits[0]).toEqual({
      source: 'affinity mask',
      cpus: 1,
      path: '/proc/self/status',
      detail: `CPUs ${last}`,
    });
    expect(report).toMatchObject({ effectiveCpus: 1, recommendedWorkers: 1, measured: { workers: 1 } });
    expect(report.measured?.r).toBeLessThan(1.15);
    const all = report.claims.find(({ source }) => source === 'os.cpus().length');
    expect(all?.wrongBy).toBe((report.counts.onlineCpus ?? 0) - 1);
  });
});

describe.skipIf(noNamespace !== null || oneCpu !== null)(
  'a quota that can’t be seen from our namespace',
  () => {
    const hidden = (group: Group, ...args: string[]) =>
      group.start('unshare', '--cgroup', NODE, CONCUR, 'cores', '--json', ...args).end();

    it('is unknown, and not a number', async () => {
      const report = coresDocument(await hidden(new Group('cpu').quota(0.5), '--no-measure'));
      expect(report.quotaCpus).toBeNull();
      const quota = report.limits.find(({ source }) => source.startsWith('quota'));
      expect(quota).toMatchObject({ cpus: null, detail: expect.stringContaining('unknown: ') });
      expect(report.warnings.map(({ code }) => code)).toContain('QUOTA_HIDDEN');
    });

    it('is measured, and what is recommended follows from that', {
      retry: 1,
      timeout: 120_000,
    }, async (context) => {
      const group = new Group('cpu').quota(0.5);
      const report = await measuredInQuiet(context, async () => coresDocument(await hidden(group)));
      expect(report).toMatchObject({
        quotaCpus: null,
        recommendedWorkers: 1,
        measured: { hiddenLimit: true },
      });
      expectMeasured(report, 0.5);
      const node = report.claims.find(({ source }) => source === 'os.availableParallelism()');
      expect(node?.wrongBy).toBeGreaterThan(allowed.length - 0.7);
    });
  },
);

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { CONCUR, concur, documentOf, NODE, Run } from '../harness/concur.ts';

const CPU = '/sys/fs/cgroup/cpu';
const GROUP = `${CPU}/concur-test-${process.pid}`;

/** Why no cgroup v1 quota can be set here, or null. */
function quotaMissing(): string | null {
  if (!existsSync(`${CPU}/cpu.cfs_quota_us`) && !existsSync(`${CPU}/cgroup.procs`))
    return 'no cgroup v1 cpu controller';
  try {
    mkdirSync(GROUP);
    writeFileSync(`${GROUP}/cpu.cfs_quota_us`, '-1');
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    if (existsSync(GROUP)) rmdirSync(GROUP);
  }
}

const allowed = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0';
const hasTwo = /[-,]/.test(allowed);
const missing = quotaMissing();
if (missing !== null) process.stderr.write(`skipped: tests under a real quota (${missing})\n`);
if (!hasTwo) process.stderr.write('skipped: tests that need two CPUs (one is allowed here)\n');

describe.skipIf(missing !== null)('under a real quota of half a CPU', () => {
  afterEach(() => rmdirSync(GROUP));

  it('knows the quota, and never calls the code false for it', async () => {
    mkdirSync(GROUP);
    writeFileSync(`${GROUP}/cpu.cfs_period_us`, '100000');
    writeFileSync(`${GROUP}/cpu.cfs_quota_us`, '50000');
    const inGroup = `echo $$ > ${GROUP}/tasks; exec '${NODE}' '${CONCUR}' demo affinity --quick --json --no-progress`;
    const ended = await new Run(['bash', '-c', inGroup]).end();
    const report = documentOf(ended);
    expect(report.machine).toMatchObject({ quotaCpus: 0.5, effectiveCpus: 0.5, quotaGroup: GROUP });
    const [result] = report.scenarios;
    expect(result?.outcome).not.toBe('fails');
    if (!hasTwo) return;
    const different = result?.trials.find(({ label }) => label === 'different cores');
    expect(different?.kind).toBe('STARVED');
    expect(different?.r).toBeLessThan(1);
    expect(different?.causes).toContainEqual(expect.objectContaining({ kind: 'quota' }));
  });
});

describe('under an affinity mask of one CPU', () => {
  const last = allowed.split(/[-,]/).at(-1) as string;

  it('uses that CPU, whatever its number', async () => {
    const args = ['demo', 'multicore', '--steps', '2', '--step-time', '5ms', '--json', '--no-progress'];
    const report = documentOf(await new Run(['taskset', '-c', last, NODE, CONCUR, ...args]).end());
    expect(report.machine?.allowedCpus).toEqual([Number(last)]);
    expect(report.scenarios[0]?.trials[0]?.workers.map(({ name }) => name)).toEqual([`Core ${last}`]);
  });

  it('concludes nothing where two CPUs are needed', async () => {
    const args = ['demo', 'affinity', 'shared-core', '--quick', '--json', '--no-progress'];
    const ended = await new Run(['taskset', '-c', last, NODE, CONCUR, ...args]).end();
    const report = documentOf(ended);
    expect(report.scenarios.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'inconclusive']);
    expect(report.scenarios[0]?.because).toEqual(['it needs 2 usable CPUs, and this run has 1']);
    expect(ended.code).toBe(0);
  });
});

describe.skipIf(!hasTwo)('beside two burners on every CPU', () => {
  it('finds no experiment false', async () => {
    const burners = Array.from({ length: 4 }, () => new Run([NODE, '-e', 'for (;;);']));
    try {
      const ended = await concur(['demo', '--all', '--quick', '--json', '--no-progress']);
      const outcomes = documentOf(ended).scenarios.map(({ name, outcome, because }) => ({
        name,
        outcome,
        because,
      }));
      expect(outcomes.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
      expect(ended.code).toBe(0);
    } finally {
      for (const burner of burners) burner.child.kill('SIGKILL');
      await Promise.all(burners.map((burner) => burner.end()));
    }
  }, 180_000);
});

import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../src/model/documents/check.ts';
import {
  allowedHere,
  Group,
  limitMissing,
  namespaceMissing,
  startBurners,
  tellSkipped,
} from '../harness/cgroup.ts';
import { CONCUR, concur, NODE, Run } from '../harness/concur.ts';
import { checkDocument } from '../harness/documents.ts';

const allowed = allowedHere();
const hasTwo = allowed.length > 1;
const noQuota = limitMissing('cpu');
const noNamespace = noQuota ?? namespaceMissing();
const oneCpu = hasTwo ? null : 'one CPU is allowed here';
tellSkipped('check under a real quota', noQuota);
tellSkipped('check under a quota that is hidden', noNamespace);
tellSkipped('check on several CPUs', oneCpu);

const checkNamed = ({ checks }: CheckReport, id: string) => checks.find((check) => check.id === id);
const failed = ({ checks }: CheckReport) =>
  checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);

describe.skipIf(noQuota !== null)('under a real quota of half a CPU', () => {
  it('fails what requires two, and names the quota', async () => {
    const group = new Group('cpu').quota(0.5);
    const ended = await group.concur(
      'check',
      '--require',
      'parallelism>=2',
      '--require',
      'cpus>=2',
      '--quick',
      '--json',
    );
    const report = checkDocument(ended);
    const quota = `the quota of ${group.path} allows 0.50 CPUs`;
    expect(ended.code).toBe(1);
    expect(checkNamed(report, 'parallelism')).toMatchObject({ outcome: 'fail', because: quota });
    expect(checkNamed(report, 'cpus')).toMatchObject({ outcome: 'fail', because: quota });
    if (hasTwo) expect(checkNamed(report, 'claimed')).toMatchObject({ outcome: 'fail', because: quota });
    expect(failed(report)).toEqual(['cpus', 'parallelism', ...(hasTwo ? ['claimed'] : [])]);
    expect(report.recommendedWorkers).toBe(1);
    expect(report.parallelism).toBeLessThan(0.65);
    expect(report.exit.reason).toContain(quota);
    expect([ended.orphans, group.tasks()]).toEqual([[], []]);
  });

  it('passes what requires no more than that', async () => {
    const group = new Group('cpu').quota(0.5);
    const args = ['--require', 'cpus>=0.5', '--max-claimed-ratio', '1000', '--quick', '--json'];
    const ended = await group.concur('check', ...args);
    expect(failed(checkDocument(ended))).toEqual([]);
    expect([0, 3]).toContain(ended.code);
  });
});

describe.skipIf(noQuota !== null)('under a real quota of a tenth of a CPU', () => {
  it('takes no slowness of the machine for a fault of it', async () => {
    const ended = await new Group('cpu')
      .quota(0.1)
      .concur('check', '--only', 'control,daemon,leaked-workers', '--quick', '--json');
    expect(failed(checkDocument(ended))).toEqual([]);
    expect([0, 3]).toContain(ended.code);
  });
});

describe.skipIf(noQuota !== null || oneCpu !== null)(
  'beside burners of our own group that use its quota up',
  () => {
    it('never fails for what they took: they may stop', async () => {
      const group = new Group('cpu').quota(allowed.length * 0.85);
      startBurners(allowed.length, (...command) => group.start(...command));
      const ended = await group.concur(
        'check',
        '--require',
        `parallelism>=${allowed.length * 0.8}`,
        '--quick',
        '--json',
      );
      expect(failed(checkDocument(ended))).toEqual([]);
      expect([0, 3]).toContain(ended.code);
    });
  },
);

describe.skipIf(oneCpu !== null)('beside two burners on every CPU', () => {
  it('fails nothing, tells the lock, and leaves no process behind', async () => {
    startBurners(2 * allowed.length, (...command) => new Run(command));
    const ended = await concur(['check', '--all', '--require', `parallelism>=${allowed.length}`, '--json']);
    const report = checkDocument(ended);
    expect(failed(report)).toEqual([]);
    expect([0, 3]).toContain(ended.code);
    expect(checkNamed(report, 'control')).toMatchObject({
      outcome: 'pass',
      observed: expect.stringMatching(/^SERIALISED/),
    });
    expect(checkNamed(report, 'leaked-workers')?.outcome).toBe('pass');
    expect(ended.orphans).toEqual([]);
  });
});

describe.skipIf(oneCpu !== null)('under an affinity mask of one CPU', () => {
  it('is undecided on what needs two, and fails what requires two', async () => {
    const onOne = (...args: string[]) =>
      new Run(['taskset', '-c', `${allowed.at(-1)}`, NODE, CONCUR, 'check', ...args, '--json']).end();
    const report = checkDocument(await onOne('--only', 'threads,pinning,claimed', '--quick'));
    expect(failed(report)).toEqual([]);
    expect(checkNamed(report, 'threads')).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringMatching(/^one (worker|usable CPU): /),
    });
    const ended = await onOne('--only', 'cpus', '--require', 'cpus>=2');
    expect(ended.code).toBe(1);
    expect(checkNamed(checkDocument(ended), 'cpus')?.because).toMatch(
      /^the affinity mask allows 1 of \d+ CPUs$/,
    );
  });
});

describe.skipIf(noNamespace !== null || oneCpu !== null)('under a quota that can’t be seen', () => {
  it('never passes what requires more, and says how the limit is known where it is', async () => {
    const group = new Group('cpu').quota(0.5);
    const args = ['check', '--only', 'parallelism', '--require', 'parallelism>=2', '--json'];
    const ended = await group.start('unshare', '--cgroup', NODE, CONCUR, ...args).end();
    const report = checkDocument(ended);
    const [parallelism] = report.checks;
    expect(ended.code === 1 ? 'fail' : 'inconclusive').toBe(parallelism?.outcome);
    if (ended.code === 1) {
      expect(parallelism?.because).toMatch(/^a limit that can’t be seen: \d\.\d\d CPUs were idle meanwhile$/);
      expect(parallelism?.causes).toMatchObject([{ kind: 'unseen' }]);
      expect(report.recommendedWorkers).toBe(1);
    }
    expect(report.warnings.map(({ code }) => code)).toContain('QUOTA_HIDDEN');
  });
});

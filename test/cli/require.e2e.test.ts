import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { startBurners } from '../harness/cgroup.ts';
import { concur, NODE, Run } from '../harness/concur.ts';
import { junitErrors } from '../harness/junit.ts';
import { schemaErrors, undescribed } from '../harness/schema.ts';
import { needs } from '../harness/watched.ts';

// A gate for programs: concur watch --require.

const BUSY = join(packageRoot(), 'test/fixtures/programs/busy-threads.mjs');
const two = [NODE, BUSY, '2', '2500'];
/** One thread, all of the time: it starts faster than Node. */
const ONE = ['sh', '-c', 'i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done'];

const required = (requirement: string, ...options: string[]) => [
  'watch',
  '--no-progress',
  '--require',
  requirement,
  ...options,
  '--',
];

describe('concur watch --require', () => {
  it('passes a program that keeps two cores busy, and its document says so', async () => {
    const { code, stdout } = await concur([...required('parallelism>=1.5', '--json'), ...two]);
    const report: WatchReport = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.requirements).toMatchObject([
      { id: 'parallelism>=1.5', figure: 'parallelism', outcome: 'pass', expected: 'at least 1.50 cores' },
    ]);
    expect(report.requirements[0]?.value).toBeGreaterThan(1.4);
    expect(schemaErrors('watch', report)).toEqual([]);
    expect(undescribed('watch', report)).toEqual([]);
  });

  it('passes it beside neighbours that take half of the machine: queued counts', async () => {
    startBurners(2, (...command) => new Run(command));
    expect((await concur([...required('parallelism>=1.5'), ...two])).code).toBe(0);
  });

  it('passes it under taskset -c 0', async (context) => {
    const line = [needs(context, 'taskset'), '-c', '0', ...two];
    expect((await concur([...required('parallelism>=1.5'), ...line])).code).toBe(0);
  });

  it('fails a program of one thread, with the reason', async () => {
    const { code, stderr } = await concur([...required('parallelism>=1.5'), ...ONE]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\S parallelism>=1\.5 {2}busy \+ queued cores/m);
    expect(stderr).toMatch(/expected +at least 1\.50 cores\n +observed +[01]\.\d\d cores: busy/);
    expect(stderr).toMatch(/because +one thread did all the work/);
  });

  it('fails one that waits for what it must not', async () => {
    const { code, stdout } = await concur([
      ...required('blocked.sleep<=10%', '--require', 'blocked.disk<=10%', '--json'),
      'sleep',
      '1.5',
    ]);
    const { requirements, exit }: WatchReport = JSON.parse(stdout);
    expect(requirements.map(({ outcome }) => outcome)).toEqual(['fail', 'pass']);
    expect([code, exit.code]).toEqual([1, 1]);
    expect(exit.reason).toMatch(/^blocked\.sleep<=10%: blocked, of their time: sleep >?\d+ %/);
  });

  it.each([
    [[], 3],
    [['--inconclusive', 'pass'], 0],
    [['--inconclusive', 'fail'], 1],
  ])('can’t tell of one that is over at once: %j', async (options, code) => {
    const watchBriefly = () => concur([...required('parallelism>=1.5', ...options), 'true']);
    let ended = await watchBriefly();
    // Where every core is busy, it may take more than a tenth of a second.
    for (let again = 0; again < 4 && !ended.stderr.includes('too short'); again++)
      ended = await watchBriefly();
    expect(ended.stderr).toContain('too short to judge');
    expect(ended.code).toBe(code);
  });

  it('leaves the command its exit code where that failed, and --timeout its own', async () => {
    const failing = await concur([...required('parallelism>=1'), 'sh', '-c', 'sleep 0.2; exit 7']);
    expect(failing.code).toBe(7);
    const slow = await concur([...required('parallelism>=1', '--timeout', '300ms'), 'sleep', '9']);
    expect(slow.code).toBe(124);
    const ended = await concur([...required('blocked.sleep>=50%', '--for', '600ms'), 'sleep', '9']);
    expect(ended.code).toBe(0);
  });

  it.each([
    [['--require', 'paralelism>=2'], 'with one of the figures parallelism, busy, ', 'parallelism>=2'],
    [['--require', 'blocked<=10'], 'blocked is a share of the time', 'blocked<=10%'],
    [['--require', 'busy>=1', '--exit-verdict'], 'both decide the exit code', '--require'],
    [['--inconclusive', 'pass'], 'nothing is required', '--require'],
    [['--export', 'junit=x.xml'], 'nothing was', '--require'],
  ])('refuses %j before anything runs', async (options, why, hint) => {
    const { code, stdout, stderr } = await concur(['watch', ...options, '--', 'echo', 'ran']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
    expect(stderr.split('\n').at(-2)).toContain(hint);
  });
});

describe('what a CI server reads of it', () => {
  it('is a case for each requirement in JUnit and TAP, and one for a command that failed', async () => {
    const folder = temporaryFolder();
    const [xml, tap] = [join(folder, 'a.xml'), join(folder, 'a.tap')];
    const { code } = await concur([
      ...required('blocked.sleep<=10%', '--export', `junit=${xml}`, '--export', `tap=${tap}`),
      'sh',
      '-c',
      'sleep 0.3; exit 7',
    ]);
    expect(code).toBe(7);
    const text = readFileSync(xml, 'utf8');
    expect(await junitErrors(text)).toEqual([]);
    expect(text).toMatch(/tests="2" failures="2"/);
    expect(text).toContain('exit code 7');
    expect(readFileSync(tap, 'utf8')).toMatch(
      /^not ok 1 - command: [\s\S]*^not ok 2 - blocked\.sleep<=10%: /m,
    );
  });

  it('is annotated on GitHub Actions, behind what the command printed', async () => {
    const folder = temporaryFolder();
    const [summary, outputs] = [join(folder, 'summary.md'), join(folder, 'outputs')];
    for (const file of [summary, outputs]) writeFileSync(file, '');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs };
    const line = ['sh', '-c', 'echo mine; sleep 0.3'];
    const { stdout, stderr } = await concur([...required('blocked.sleep<=10%'), ...line], { env });
    expect(stdout).toBe('mine\n');
    expect(stderr).toMatch(/^::error title=concur watch%3A blocked\.sleep<=10%25::/m);
    expect(readFileSync(summary, 'utf8')).toContain('**Requirements**');
    expect(readFileSync(outputs, 'utf8')).toMatch(/^outcome=fail\nkind=WAITING\n/);
    writeFileSync(outputs, '');
    await concur(['watch', '-q', '--', 'true'], { env });
    expect(readFileSync(outputs, 'utf8')).toBe('');
  });

  it('is drawn again of a saved document, where something was required', async () => {
    const file = join(temporaryFolder(), 'a.json');
    await concur([...required('blocked.sleep>=10%', '--export', `json=${file}`), 'sleep', '0.3']);
    expect((await concur(['report', file, '--export', 'tap=-'])).stdout).toContain(
      'ok 1 - blocked.sleep>=10%',
    );
    await concur(['watch', '-q', '--export', `json=${file}`, '--', 'true']);
    const refused = await concur(['report', file, '--export', 'tap=-']);
    expect([refused.code, refused.stderr.includes('nothing was')]).toEqual([2, true]);
  });
});

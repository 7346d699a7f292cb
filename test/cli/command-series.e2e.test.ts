import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { concur, NODE, startConcur } from '../harness/concur.ts';
import { compareDocument, scaleDocument } from '../harness/documents.ts';

const ONCE = ['--runs', '1', '--warmup', '0', '--no-progress'];

/** Computes in so many processes at once, a fixed amount in all. */
const SPIN =
  'const n=+process.argv[1];if(n>1){const{spawn}=require("child_process");for(let i=0;i<n;i++)spawn(process.execPath,["-e",process.argv[2],"1",process.argv[2],n])}else{const end=3e8/(+process.argv[3]||1);let x=0;for(let i=0;i<end;i++)x+=i%7}';

describe('scale of a command', () => {
  it('runs it with each number, and says what held it up', async () => {
    const ended = await concur([
      'scale',
      '-w',
      '1,2',
      ...ONCE,
      '--json',
      '--',
      NODE,
      '-e',
      SPIN,
      '{w}',
      SPIN,
    ]);
    const report = scaleDocument(ended);
    expect(ended.orphans).toEqual([]);
    expect(report).toMatchObject({ engine: 'command', subject: { kind: 'command', language: null } });
    expect(report.points.map(({ workers }) => workers)).toEqual([1, 2]);
    for (const { program, r, d } of report.points) {
      expect(program?.samples).toBeGreaterThan(1);
      expect(program?.because).not.toBe('');
      expect((r ?? 0) + (d ?? 0)).toBeGreaterThan(0.2);
    }
    expect(report.runs.map(({ end }) => end)).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });

  it('puts the number into variables, and runs what is to be run before and after', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'log');
    const { code } = await concur([
      'scale',
      '-w',
      '1,2',
      ...ONCE,
      '--env',
      'N={w}',
      '--prepare',
      `echo before {w} >>${log}`,
      '--conclude',
      `echo after $N >>${log}`,
      '--',
      'sh',
      '-c',
      `echo "at $N" >>${log}`,
    ]);
    expect(code).toBe(0);
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(
      lines.slice(0, 3).join() === 'before 1,at 1,after 1' ||
        lines.slice(0, 3).join() === 'before 2,at 2,after 2',
    ).toBe(true);
    expect(lines).toHaveLength(6);
  });

  it('with a dry run says what it would do, and does nothing', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '{w}');
    const report = scaleDocument(
      await concur(['scale', '-w', '1..3', '--dry-run', '--json', '--', 'touch', file]),
    );
    expect(report.planned?.candidates).toHaveLength(3);
    expect(existsSync(join(folder, '1'))).toBe(false);
  });
});

describe('compare of commands', () => {
  it('times both, by the kernel and by the clock', async () => {
    const ended = await concur([
      'compare',
      '--command',
      'sleep 1',
      '--command',
      "sh -c 'sleep 0.1'",
      '--runs',
      '5',
      '--no-progress',
      '--json',
    ]);
    const report = compareDocument(ended);
    expect(ended.orphans).toEqual([]);
    const [slow, fast] = report.results;
    expect(slow?.workNs.median).toBeGreaterThan(1e9);
    expect(fast?.workNs.median).toBeGreaterThan(50e6);
    expect(slow?.r).toBeLessThan(0.5);
    expect(report.comparisons.map(({ metric }) => metric)).toEqual(['work']);
    expect(report.recommendation).toMatchObject({ engine: 'command', label: "sh -c 'sleep 0.1'" });
  });

  it('lets a shell read them where it is asked to, and takes its start out', async () => {
    const report = compareDocument(
      await concur([
        'compare',
        '--shell',
        'sh',
        '--command',
        'echo a | cat; exit 0',
        '--command',
        'sleep 0.1 && true',
        ...ONCE,
        '--json',
      ]),
    );
    for (const { startupNs } of report.runs) expect(startupNs).toBeGreaterThan(0);
    const asleep = report.runs.find(({ label }) => label === 'sleep 0.1 && true');
    expect(asleep?.totalNs).toBeGreaterThan(98e6);
    expect(asleep?.workNs).toBe((asleep?.totalNs ?? 0) - (asleep?.startupNs ?? 0));
  });

  it.each([1, 5])('has no figure of what is no longer than the shell’s start (seed %d)', async (seed) => {
    const args = ['compare', '--shell', 'sh', '--command', 'true', '--command', ':', '--seed', `${seed}`];
    const report = compareDocument(
      await concur([...args, '--runs', '10', '--max-regress', '10%', '--no-progress', '--json']),
    );
    expect(report.comparisons).toMatchObject([{ ratio: null, call: 'inconclusive' }]);
    expect(report.regressions).toMatchObject([{ outcome: 'inconclusive' }]);
    expect(report.recommendation.because).toMatch(/too short to tell from the shell’s start/);
    expect(report.warnings.map(({ code }) => code)).toContain('LOST_IN_SHELL_START');
  });

  it('sends what counted runs print to /dev/null, and keeps what a warm-up prints', async () => {
    const where = 'where=$(readlink /proc/$$/fd/1); echo $where >&2; exit 3';
    const compared = (...args: string[]) =>
      concur(['compare', '--runs', '1', ...args, '--command', `sh -c '${where}'`, '--command', 'true']);
    const counted = await compared('--warmup', '0');
    expect(counted.stderr).toContain('(run 1): /dev/null');
    const warm = await compared();
    expect(warm.stderr).toMatch(/\(the warm-up\): .*deleted/);
    const silent = ['--command', "sh -c 'echo why; exit 3'", '--command', 'true'];
    const shown = await concur(['compare', '--runs', '1', ...silent]);
    expect(shown.stderr).toContain('ended with exit code 3 (the warm-up): why');
    const hidden = await concur(['compare', ...ONCE, ...silent]);
    expect(hidden.stderr).toMatch(/exit code 3 \(run 1\)\n[\s\S]*kept in warm-ups alone/);
  });

  it('goes on where a command fails, if that is to be ignored', async () => {
    const args = ['compare', ...ONCE, '--command', 'false', '--command', 'true'];
    const { code, stderr } = await concur(args);
    expect(code).toBe(4);
    expect(stderr).toContain('false ended with exit code 1 (run 1)');
    expect(stderr).toContain('--ignore-failure');
    const report = compareDocument(await concur([...args, '--ignore-failure', '--json']));
    expect(report.runs.map(({ end }) => end?.code).sort()).toEqual([0, 1]);
  });

  it('shows what a command has printed where it fails, and nothing of it else', async () => {
    const failing = "sh -c 'echo this went wrong >&2; exit 3'";
    const failed = await concur(['compare', ...ONCE, '--command', failing, '--command', 'true']);
    expect(failed.stderr).toContain('ended with exit code 3 (run 1): this went wrong');
    const fine = await concur(['compare', ...ONCE, '--command', 'echo loud', '--command', 'true']);
    expect(fine.stdout + fine.stderr).not.toMatch(/^loud$/m);
  });
});

describe('what ends early', () => {
  it('is ended with all that it has started, at its time limit', async () => {
    const args = ['--timeout', '700ms', '--command', "sh -c 'sleep 60 & sleep 60'", '--command', 'true'];
    const { code, stderr, orphans } = await concur(['compare', ...ONCE, ...args]);
    expect(code).toBe(124);
    expect(stderr).toContain('--timeout');
    expect(orphans).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'is ended by %s, in --prepare as in the command',
    async (signal) => {
      for (const args of [
        ['-w', '1', '--', 'sh', '-c', 'sleep 60; : {w}'],
        ['-w', '1', '--prepare', 'sleep 60; true', '--', 'echo', '{w}'],
      ]) {
        const run = startConcur(['scale', '--runs', '1', ...args]);
        await run.says(/workers/);
        await new Promise((resolve) => setTimeout(resolve, 300));
        run.child.kill(signal);
        const { code, orphans } = await run.end();
        expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
        expect(orphans).toEqual([]);
      }
    },
  );

  it('leaves nothing behind when we are killed', async () => {
    const run = startConcur([
      'scale',
      '--runs',
      '1',
      '-w',
      '1',
      '--',
      'sh',
      '-c',
      'sleep 60 & sleep 61; : {w}',
    ]);
    await run.says(/workers/);
    await new Promise((resolve) => setTimeout(resolve, 400));
    run.child.kill('SIGKILL');
    expect((await run.end()).orphans).toEqual([]);
  });
});

describe('a usage error with its reason', () => {
  it.each([
    [['scale', '--', 'make', '-j4'], /has no \{w\}\n.*-- make -j\{w\}/],
    [['scale', '--'], /no command follows --/],
    [
      ['scale', '--', 'no-such-program-here', '{w}'],
      /no-such-program-here can’t be started: it is not in PATH/,
    ],
    [['scale', './work.ts#f', '--', 'echo', '{w}'], /both a function \(\.\/work\.ts#f\) and a command/],
    [['scale', 'make', '-j4'], /unknown option|scale takes one function/],
    [['scale', '--pin', 'spread', '--', 'echo', '{w}'], /--pin has no effect on a command/],
    [['scale', '--units', '4', '--', 'echo', '{w}'], /--units has no effect on a command/],
    [['scale', '--prepare', 'true'], /--prepare is for commands alone/],
    [['scale', '--env', 'X', '--', 'echo', '{w}'], /--env X is not NAME=VALUE/],
    [['compare', '--shell', 'sh', '--command', ' ', '--command', 'true'], /--command is empty/],
    [['compare', '--command', 'true'], /one command is nothing to compare/],
    [['compare', 'threads', '--command', 'a', '--command', 'b'], /both --command and threads/],
    [['compare', '--command', 'a | b', '--command', 'b'], /needs a shell: it has a pipe\n.*--shell sh/],
    [['compare', '--command', "a 'b", '--command', 'b'], /quote ' is not closed/],
    [['compare', '--command', 'nowhere-at-all', '--command', 'true'], /nowhere-at-all can’t be started/],
    [['compare', '--ignore-failure'], /--ignore-failure is for commands alone/],
    [['compare', '-w', '4', '--command', 'true', '--command', 'true'], /-w has no effect on a command/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await concur(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/checks/index.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { CONCUR, concur, NODE, Run, startConcur } from '../harness/concur.ts';
import { checkDocument } from '../harness/documents.ts';
import { errorDocumentOf } from '../harness/error-document.ts';
import { junitErrors } from '../harness/junit.ts';

const IDS = CHECKS.map(({ id }) => id);
const ESCAPES = /[\u001b\u009b\r]/;
/** What no machine has, and what each one has: neither needs a trial. */
const TOO_MUCH = ['check', '--only', 'cpus', '--require', 'cpus>=999'];
const ENOUGH = ['check', '--only', 'cpus', '--require', 'cpus>=0.01'];
/** What has no time for its trial. */
const NO_TIME = ['check', '--only', 'threads', '--budget', '1s'];

describe('every check, run for real', () => {
  it('is one valid document that never says this machine fails, and leaves nothing behind', async () => {
    const ended = await concur([
      'check',
      '--all',
      '--json',
      '--max-claimed-ratio',
      '1000',
      '--inconclusive',
      '3',
    ]);
    const report = checkDocument(ended);
    expect(report.checks.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(report.checks.map(({ id }) => id)).toEqual(IDS);
    expect([0, 3]).toContain(ended.code);
    expect(report.outcome).toBe(ended.code === 0 ? 'pass' : 'inconclusive');
    expect(ended.orphans).toEqual([]);
    expect(report.parallelism).toBeGreaterThan(0);
    expect(report.recommendedWorkers).toBeGreaterThan(0);
    expect(report.thresholds.parallelShare).toBe(0.8);
    for (const { expected, observed, because, seconds } of report.checks) {
      for (const text of [expected, observed, because]) expect(text).not.toBe('');
      // Twenty seconds of budget and what a busy machine makes of its end.
      if (seconds !== null) expect(seconds).toBeLessThan(40);
    }
    for (const { timedWith } of report.checks.filter(({ timedWith }) => timedWith !== null)) {
      expect(report.checks.find(({ id }) => id === timedWith)?.seconds).toBeGreaterThan(0);
    }
  });

  it('looks for who is left behind even where that is all that is asked', async () => {
    const { checks } = checkDocument(
      await concur(['check', '--only', 'leaked-workers', '--quick', '--json']),
    );
    expect(checks).toEqual([expect.objectContaining({ id: 'leaked-workers', outcome: 'pass' })]);
  });

  it('tells its progress in plain lines on stderr', async () => {
    const { stdout, stderr } = await concur(['check', '--only', 'threads', '--quick']);
    expect(stderr).toContain('threads 1: ready');
    expect(stdout).toMatch(/^. threads /m);
    expect(stdout).not.toContain('ready');
  });

  it('tells none with --no-progress', async () => {
    expect((await concur(['check', '--only', 'threads', '--quick', '--no-progress'])).stderr).toBe('');
  });
});

describe('exit codes', () => {
  it.each([
    [ENOUGH, 0, 'pass', 'every check passes'],
    [TOO_MUCH, 1, 'fail', 'cpus: '],
    [NO_TIME, 0, 'inconclusive', 'inconclusive: threads: the budget was used up before it could run'],
    [[...NO_TIME, '--inconclusive', '3'], 3, 'inconclusive', 'inconclusive: threads'],
    [[...NO_TIME, '--inconclusive', 'pass'], 0, 'inconclusive', 'inconclusive: threads'],
    [[...NO_TIME, '--inconclusive', 'fail'], 1, 'inconclusive', 'inconclusive: threads'],
    [[...TOO_MUCH, '--inconclusive', 'pass'], 1, 'fail', 'cpus: '],
  ] as const)('%j: %d, %s', async (args, code, outcome, reason) => {
    const ended = await concur([...args, '--json']);
    const report = checkDocument(ended);
    expect([ended.code, report.outcome]).toEqual([code, outcome]);
    expect(report.exit.reason).toContain(reason);
  });

  it.each([
    [['--only', 'thread'], '--only thread: there is no such check', 'Did you mean --only threads?'],
    [['--skip', 'deamon'], '--skip deamon: there is no such check', 'Did you mean --skip daemon?'],
    [['--require', 'cpu>=4'], '--require cpu>=4 is not FIGURE>=NUMBER', 'Try --require "cpus>=2"'],
    [['--skip', 'cpus', '--require', 'cpus>=1'], 'needs the check “cpus”', 'Run that check too'],
    [['--inconclusive', 'passed'], '--inconclusive passed is unknown', 'Did you mean --inconclusive pass?'],
    [['--budget', '20'], '“20” is not a duration', '1.5s'],
    [['--max-claimed-ratio', '0.5'], 'is not a number of 1 or more', 'Try --max-claimed-ratio 1.25.'],
    [
      ['--export', 'perfetto=x'],
      'this command has no format perfetto',
      'It exports json, csv, md, adoc, text, html, junit, tap or github.',
    ],
    [['--requires', 'cpus>=4'], "unknown option '--requires'", 'Did you mean --require?'],
    [['--cores', '8191'], '--cores 8191 is not usable here', 'Try --cores '],
  ])('%j is 2, with a hint and a whole document', async (args, message, hint) => {
    const ended = await concur(['check', ...args, '--json']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).toContain(hint);
    const { command, error } = errorDocumentOf(ended);
    expect([command, error.code]).toEqual(['check', 'USAGE']);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});

describe('--require', () => {
  it('says which limit it is that leaves too little', async () => {
    const { code, stdout } = await concur(TOO_MUCH);
    expect(code).toBe(1);
    expect(stdout).toMatch(/because {6}.*(this machine has \d+ CPUs?|affinity mask|quota)/);
  });

  it('holds for each of several', async () => {
    const { checks } = checkDocument(await concur([...ENOUGH, '--require', 'cpus>=998', '--json']));
    expect(checks).toMatchObject([{ outcome: 'fail', expected: 'at least 998 CPUs' }]);
  });
});

describe('--list', () => {
  it('names each check, and runs none', async () => {
    const { code, stdout, stderr } = await concur(['check', '--list']);
    expect([code, stderr]).toEqual([0, '']);
    for (const { id, title, isExtra = false } of CHECKS) {
      expect(stdout.replace(/\s+/g, ' ')).toContain(` ${id} ${isExtra ? '--all ' : ''}${title}`);
    }
    expect(stdout).not.toMatch(/inconclusive|FAIL|PASS/);
  });

  it('names those alone that were chosen', async () => {
    const report = checkDocument(await concur(['check', '--list', '--only', 'cpus,daemon', '--json']));
    expect(report.checks.map(({ id }) => id)).toEqual(['cpus', 'daemon']);
    expect(report.exit.code).toBe(0);
    expect(report.parallelism).toBeNull();
  });
});

describe('--only and --skip', () => {
  it('choose what is run', async () => {
    const args = [
      'check',
      '--only',
      'cpus,pinning,threads',
      '--skip',
      'pinning',
      '--skip',
      'threads',
      '--json',
    ];
    const { checks, parallelism } = checkDocument(await concur(args));
    expect(checks.map(({ id }) => id)).toEqual(['cpus']);
    expect(parallelism).toBeNull();
  });

  it('may be typed several times', async () => {
    const skipped = IDS.filter((id) => id !== 'cpus').flatMap((id) => ['--skip', id]);
    const { checks } = checkDocument(await concur(['check', ...skipped, '--json']));
    expect(checks.map(({ id }) => id)).toEqual(['cpus']);
  });
});

it('ends with a small budget within seconds, undecided', async () => {
  const startMs = performance.now();
  const ended = await concur(['check', '--budget', '1s', '--json']);
  expect(performance.now() - startMs).toBeLessThan(15_000);
  const report = checkDocument(ended);
  expect([ended.code, report.outcome]).toEqual([0, 'inconclusive']);
  expect(report.checks.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
  expect(report.checks.find(({ id }) => id === 'cpus')?.outcome).toBe('pass');
});

describe('-q', () => {
  it('prints one line', async () => {
    const { stdout, stderr, code } = await concur([...TOO_MUCH, '-q']);
    expect([stderr, code]).toEqual(['', 1]);
    expect(stdout).toMatch(/^check: fail; 0 of 1 check.*fail: cpus.*\n$/);
  });
});

describe('a run that is ended early', () => {
  it.each([
    ['SIGINT', 130, 'threads 1: ready'],
    ['SIGTERM', 143, 'processes 1: ready'],
    ['SIGINT', 130, 'ref: ready'],
  ] as const)('by %s is whole, undecided, and leaves no worker: %d at “%s”', async (signal, code, moment) => {
    const run = startConcur(['check', '--all', '--json']);
    await run.says(new RegExp(moment));
    run.child.kill(signal);
    const ended = await run.end();
    const report = checkDocument(ended);
    expect([ended.code, ended.orphans]).toEqual([code, []]);
    expect(report.exit.reason).toBe(`stopped by ${signal}`);
    expect(report.checks.map(({ id }) => id)).toEqual(IDS);
    const stopped = report.checks.filter(({ because }) => because.includes(`stopped by ${signal}`));
    expect(stopped.length).toBeGreaterThan(0);
    for (const { outcome } of stopped) expect(outcome).toBe('inconclusive');
  });

  it('by its own timeout ends with 124, whatever --inconclusive says', async () => {
    const ended = await concur(['check', '--all', '--timeout', '600ms', '--inconclusive', 'pass', '--json']);
    const report = checkDocument(ended);
    expect([ended.code, ended.orphans]).toEqual([124, []]);
    expect(report.exit.reason).toContain('--timeout');
    expect(report.checks.map(({ id }) => id)).toEqual(IDS);
  });
});

describe('exports', () => {
  it('writes every format that it has, and still prints the text', async () => {
    const folder = temporaryFolder();
    const formats = ['json', 'md', 'text', 'junit', 'tap', 'github'];
    const file = (format: string) => join(folder, `check.${format}`);
    const targets = formats.flatMap((format) => ['--export', `${format}=${file(format)}`]);
    const { stdout, code } = await concur([...TOO_MUCH, ...targets]);
    const text = (format: string) => readFileSync(file(format), 'utf8');
    expect(code).toBe(1);
    expect(stdout).toContain('FAIL');
    expect(JSON.parse(text('json'))).toMatchObject({ schema: 'concur/check@1', outcome: 'fail' });
    expect(await junitErrors(text('junit'))).toEqual([]);
    expect(text('junit')).toContain('tests="1" failures="1"');
    expect(text('tap')).toMatch(/^TAP version 13\n1\.\.1\nnot ok 1 - cpus: /);
    expect(text('github')).toMatch(/^::error title=concur check%3A cpus::.*\n$/);
    expect(text('md')).toContain('| cpus | ❌ fail |');
    expect(text('text')).toContain('FAIL');
  });

  it('gives JUnit times that add up, and are no longer than the run', async () => {
    const file = join(temporaryFolder(), 'check.xml');
    const startMs = performance.now();
    await concur(['check', '--quick', '--no-progress', '--export', `junit=${file}`]);
    const wallMs = performance.now() - startMs;
    const xml = readFileSync(file, 'utf8');
    const times = (element: string) =>
      [...xml.matchAll(new RegExp(`<${element} [^>]*?\\btime="([\\d.]+)"`, 'g'))].map(
        ([, seconds]) => Number(seconds) * 1000,
      );
    const [suiteMs = Number.NaN] = times('testsuite');
    expect(times('testcase').reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(suiteMs, 3);
    expect(suiteMs).toBeGreaterThan(500);
    expect(suiteMs).toBeLessThanOrEqual(wallMs);
    expect(xml).toContain(` hostname="${hostname()}"`);
    expect(await junitErrors(xml)).toEqual([]);
  });

  it.each([
    ['junit', /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /],
    ['tap', /^TAP version 13\n/],
  ])('writes %s alone to stdout with -', async (format, pattern) => {
    const { stdout } = await concur([...ENOUGH, '--export', `${format}=-`]);
    expect(stdout).toMatch(pattern);
    expect(stdout).not.toContain('PASS');
  });

  it('keeps its verdict when a file can’t be written, and says so', async () => {
    const { code, stdout, stderr } = await concur([...ENOUGH, '--export', 'junit=/dev/full']);
    expect(code).toBe(1);
    expect(stdout).toContain('PASS');
    expect(stderr).toContain('/dev/full could not be written');
  });
});

describe('escape codes', () => {
  it.each([{}, { TERM: 'dumb' }, { CI: 'true', TERM: 'xterm-256color' }])(
    'are not written into a pipe with %j',
    async (env) => {
      const { stdout, stderr } = await concur(['check', '--only', 'pinning,cpus', '--quick'], { env });
      expect(stdout).not.toMatch(ESCAPES);
      expect(stderr).not.toMatch(ESCAPES);
    },
  );
});

describe('on GitHub Actions', () => {
  function actions() {
    const folder = temporaryFolder();
    const [summary, output] = [join(folder, 'summary.md'), join(folder, 'output')];
    writeFileSync(summary, 'what a step before said\n');
    writeFileSync(output, 'before=1\n');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, CI: 'true' };
    return {
      env,
      folder,
      read: () => ({ summary: readFileSync(summary, 'utf8'), output: readFileSync(output, 'utf8') }),
    };
  }

  it('annotates what fails, and appends a table and the outputs', async () => {
    const { env, read } = actions();
    const { code, stdout } = await concur([...TOO_MUCH, '--no-progress'], { env });
    expect(code).toBe(1);
    expect(stdout.match(/^::.*$/gm)).toEqual([
      expect.stringMatching(/^::error title=concur check%3A cpus::.*at least 999 CPUs/),
    ]);
    const { summary, output } = read();
    expect(summary).toMatch(
      /^what a step before said\n## concur check: .*\n\n\*\*❌ FAIL:\*\* 0 of 1 check passes/,
    );
    expect(summary).toContain(
      '| cpus | ❌ fail | the machine has the required usable CPUs | at least 999 CPUs |',
    );
    expect(output).toMatch(
      /^before=1\noutcome=fail\nparallelism=\nrecommended-workers=\d+\neffective-cpus=[\d.]+\n$/,
    );
  });

  it('says nothing where all is well, but what later steps may read', async () => {
    const { env, read } = actions();
    const { stdout } = await concur(
      ['check', '--only', 'threads,cpus', '--quick', '--inconclusive', 'pass'],
      { env },
    );
    expect(stdout).not.toContain('::error');
    expect(read().output).toMatch(
      /\noutcome=\w+\nparallelism=\d+\.\d\d\nrecommended-workers=\d+\neffective-cpus=[\d.]+\n$/,
    );
  });

  it('warns of what is open', async () => {
    const { stdout } = await concur(NO_TIME, { env: actions().env });
    expect(stdout).toMatch(/^::warning title=concur check%3A threads::/m);
  });

  it('keeps a document on stdout whole', async () => {
    const ended = await concur([...TOO_MUCH, '--json'], { env: actions().env });
    expect(checkDocument(ended).outcome).toBe('fail');
    expect(ended.stderr).toContain('::error title=');
  });

  it('ends with 1 where neither file can be written, in words, and its verdict is there', async () => {
    const { env, folder } = actions();
    mkdirSync(join(folder, 'taken'));
    const unwritable = {
      ...env,
      GITHUB_STEP_SUMMARY: join(folder, 'no', 'such'),
      GITHUB_OUTPUT: join(folder, 'taken'),
    };
    const { code, stdout, stderr } = await concur(ENOUGH, { env: unwritable });
    expect([code, stdout.includes('PASS')]).toEqual([1, true]);
    expect(stderr).toContain(
      `GITHUB_STEP_SUMMARY (${join(folder, 'no', 'such')}) could not be written: its folder`,
    );
    expect(stderr).toContain(`GITHUB_OUTPUT (${join(folder, 'taken')}) could not be written: it is a folder`);
    expect(stderr).not.toMatch(/ENOENT|EISDIR|bug/);
  });

  it.each([
    ['GITHUB_OUTPUT', '/dev/full', 'no space is left'],
    ['GITHUB_STEP_SUMMARY', '/dev/full', 'no space is left'],
    ['GITHUB_OUTPUT', '/dev/null/x', 'a part of its path is no folder'],
    ['GITHUB_OUTPUT', '/proc/version', 'permission is denied|its device|it can’t be written to'],
    ['GITHUB_STEP_SUMMARY', `/${'x'.repeat(300)}`, 'its name is too long'],
  ])('ends with 1 where %s is %s, and the other is written', async (name, file, why) => {
    const { env, read } = actions();
    const { code, stderr } = await concur(ENOUGH, { env: { ...env, [name]: file } });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`${name} \\(${file}\\) could not be written: (${why})`));
    expect(stderr).toContain(`Set ${name} to a file that can be written`);
    const { summary, output } = read();
    expect(name === 'GITHUB_OUTPUT' ? summary : output).toMatch(/PASS|outcome=pass/);
  });

  it('ends with 1 at once where it is a FIFO that nobody reads', async () => {
    const { env, folder } = actions();
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const { code, stderr } = await concur(ENOUGH, { env: { ...env, GITHUB_OUTPUT: fifo } });
    expect(code).toBe(1);
    expect(stderr).toContain('nothing is behind it');
  });

  it('says so in the document, which is whole', async () => {
    const { env } = actions();
    const ended = await concur([...ENOUGH, '--json'], { env: { ...env, GITHUB_OUTPUT: '/dev/full' } });
    expect(checkDocument(ended)).toMatchObject({
      outcome: 'pass',
      exit: { code: 1, reason: expect.stringContaining('GITHUB_OUTPUT') },
    });
  });

  it('writes both where stdout is full', async () => {
    const { env, read } = actions();
    const full = openSync('/dev/full', 'w');
    const { code, stderr } = await concur(ENOUGH, { env, stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    expect(code).toBe(1);
    expect(stderr).toContain('could not be written to stdout: no space is left');
    expect(read().output).toContain('outcome=pass');
    expect(read().summary).toContain('PASS');
  });

  it('doesn’t mind where neither is set', async () => {
    const env = { ...actions().env, GITHUB_STEP_SUMMARY: '', GITHUB_OUTPUT: '' };
    expect((await concur(ENOUGH, { env })).code).toBe(0);
  });

  it('says nothing of checks that were listed, not run', async () => {
    const { env, read } = actions();
    const { stdout } = await concur(['check', '--list'], { env });
    expect(stdout).not.toMatch(/^::/m);
    expect(read()).toEqual({ summary: 'what a step before said\n', output: 'before=1\n' });
  });

  it('annotates once where annotations are what is asked for', async () => {
    const { stdout, stderr } = await concur([...TOO_MUCH, '--export', 'github=-'], { env: actions().env });
    expect(`${stdout}${stderr}`.match(/^::error/gm)).toHaveLength(1);
  });

  it('is told by GITHUB_ACTIONS alone', async () => {
    const { env, read } = actions();
    const { stdout } = await concur(TOO_MUCH, { env: { ...env, GITHUB_ACTIONS: 'false' } });
    expect(stdout).not.toMatch(/^::/m);
    expect(read().output).toBe('before=1\n');
  });
});

it('ends quietly when nobody reads it', async () => {
  const shell = `'${NODE}' '${CONCUR}' check --only cpus,pinning --quick | true`;
  const { stderr, orphans } = await new Run(['bash', '-c', shell]).end();
  expect([stderr.includes('Error'), orphans]).toEqual([false, []]);
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { descendants, threadIds } from '../../src/machine/proc/threads.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { THRESHOLDS } from '../../src/stats/thresholds.ts';
import { hostileIn } from '../fixtures/hostile/hostile-in.ts';
import { CONCUR, concur, type Ended, NODE, Run, startConcur } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';
import { schemaErrors, undescribed } from '../harness/schema.ts';

const BUSY = join(packageRoot(), 'test/fixtures/programs/busy-threads.mjs');
const folder = mkdtempSync(join(tmpdir(), 'concur-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const documentOf = ({ stdout }: Ended): WatchReport => JSON.parse(stdout);
const js = (code: string) => [NODE, '-e', code] as const;

describe('concur watch -- COMMAND', () => {
  it('follows every thread of the command, and its document is what the schema says', async () => {
    const ended = await concur(['watch', '--json', '--', NODE, BUSY, '2', '700']);
    const report = documentOf(ended);
    expect(schemaErrors('watch', report)).toEqual([]);
    expect(undescribed('watch', report)).toEqual([]);
    const names = report.threads.map(({ comm }) => comm);
    expect(names.length).toBeGreaterThan(4);
    expect(report.threads.filter(({ isBusy }) => isBusy).length).toBeGreaterThanOrEqual(2);
    expect((report.r ?? 0) + (report.d ?? 0)).toBeGreaterThan(1.2);
    expect(report).toMatchObject({ command: [NODE, BUSY, '2', '700'], end: { code: 0, signal: null } });
    for (const thread of report.threads) {
      const wallNs = thread.lastSeenNs - thread.firstSeenNs;
      const { runNs, runDelayNs, blockedNs } = thread;
      // Time is conserved: running + waiting + blocked is the time in which it was seen.
      expect(Math.abs(runNs + runDelayNs + blockedNs - wallNs)).toBeLessThan(0.05 * wallNs + 5e6);
    }
    expect(ended.orphans).toEqual([]);
  });

  it.each([
    ['its exit code', js('process.exit(7)'), 7],
    ['success', js(''), 0],
    ['the signal that ended it', js('process.kill(process.pid, "SIGKILL")'), 137],
  ])('passes on %s', async (_, command, code) => {
    const ended = await concur(['watch', '-q', '--', ...command]);
    expect(ended.code).toBe(code);
  });

  it('leaves its streams untouched: what goes in comes out, and not a byte more', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256));
    const [input, output] = [join(folder, 'in'), join(folder, 'out')];
    writeFileSync(input, bytes);
    const line = `'${NODE}' '${CONCUR}' watch -- cat < '${input}' > '${output}'`;
    const ended = await new Run(['sh', '-c', line]).end();
    expect(ended.code).toBe(0);
    expect(readFileSync(output).equals(bytes)).toBe(true);
    expect(ended.stderr).toMatch(/^cat\n[A-Z]+: [\s\S]*\nPID \d+: 1 thread/);
    expect(ended.stderr).not.toContain('\u001b');
  });

  it('writes exports beside it, each whole', async () => {
    const [json, csv] = [join(folder, 'w.json'), join(folder, 'w.csv')];
    const targets = ['--export', `json=${json}`, '--export', `csv=${csv}`];
    await concur(['watch', '-q', ...targets, '--', 'sleep', '0.2']);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      schema: 'concur/watch@1',
      kind: 'WAITING',
    });
    expect(readFileSync(csv, 'utf8')).toMatch(/^pid,tid,comm,/);
  });

  it('gives no verdict on one that is over at once', async () => {
    const { report, stderr } = await overAtOnce();
    expect(report).toMatchObject({ kind: null, causes: [] });
    expect(report.because).toMatch(/^over in \d.*: too short to judge$/);
    expect(stderr).toMatch(/^UNKNOWN: over in /m);
  });

  /** A watch of what is over at once: on a busy machine even `true` may not be. */
  async function overAtOnce(): Promise<{ readonly report: WatchReport; readonly stderr: string }> {
    const json = join(folder, 'true.json');
    for (;;) {
      const { stderr } = await concur(['watch', '--export', `json=${json}`, '--', 'true']);
      const report: WatchReport = JSON.parse(readFileSync(json, 'utf8'));
      if (report.durationNs < THRESHOLDS.shortestWatchNs) return { report, stderr };
    }
  }

  it('says of one that stops itself that it was stopped, not that it waited', async () => {
    const ended = await concur(['watch', '--json', '--for', '700ms', '--', 'sh', '-c', 'kill -STOP $$']);
    const { kind, because, causes } = documentOf(ended);
    expect(kind).not.toBe('WAITING');
    expect(because).toMatch(/^it was stopped for \d+ ms of /);
    expect(causes).toMatchObject([{ kind: 'stopped', who: { threads: 1, byTracer: false } }]);
  });

  it.each(['\u001b[2J\n::error::x', '=1+1|cmd', '<img src=x>\t`a`', '\u202e\r@me'])(
    'names the thread that did all the work as text in every format: %j',
    async (name) => {
      const code = `require('node:fs').writeFileSync('/proc/self/comm', ${JSON.stringify(name)});
for (const end = Date.now() + 400; Date.now() < end; );`;
      const formats = ['md', 'csv', 'adoc', 'html', 'text'] as const;
      const files = formats.map((format) => join(folder, `named.${format}`));
      const targets = formats.flatMap((format, index) => ['--export', `${format}=${files[index]}`]);
      const ended = await concur(['watch', '--json', ...targets, '--', ...js(code)]);
      const { threads, because } = documentOf(ended);
      const worker = threads.find(({ isBusy }) => isBusy);
      expect(worker?.comm).toBe(name.slice(0, 15));
      expect(because).toContain(`${JSON.stringify(worker?.comm)} (tid ${worker?.tid})`);
      for (const [index, format] of formats.entries()) {
        const text = readFileSync(files[index] as string, 'utf8');
        expect(hostileIn(format, text)).toEqual([]);
      }
    },
  );

  it('starts it by the name that was typed, as a shell does', async () => {
    const ended = await concur(['watch', '-q', '--', 'sh', '-c', 'tr "\\0" " " < /proc/$$/cmdline; true']);
    expect(ended.stdout).toMatch(/^sh -c /);
  });

  it('takes no option of the command for its own', async () => {
    const ended = await concur(['watch', '-q', '--', NODE, '--version']);
    expect(ended.stdout.trim()).toMatch(/^v\d+\.\d+\.\d+$/);
    expect(ended.stdout).not.toContain('0.1.0');
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on to the command, which ends as it likes',
    async (name) => {
      const code = `process.on('${name}', () => process.exit(9)); console.error('up'); setInterval(() => {}, 1e3)`;
      const run = startConcur(['watch', '-q', '--', ...js(code)]);
      await run.says(/up/);
      run.child.kill(name);
      const ended = await run.end();
      expect(ended.code).toBe(9);
      expect(ended.orphans).toEqual([]);
    },
  );

  it('ends both at the second signal where the command takes no notice of the first', async () => {
    const code = "process.on('SIGTERM', () => {}); console.error('up'); setInterval(() => {}, 1e3)";
    const run = startConcur(['watch', '-q', '--', ...js(code)]);
    await run.says(/up/);
    run.child.kill('SIGTERM');
    await delay(300);
    run.child.kill('SIGTERM');
    const ended = await run.end();
    expect(ended.code).toBe(137);
    expect(ended.orphans).toEqual([]);
  });

  it('leaves no command behind when it is killed itself', async () => {
    const run = startConcur(['watch', '-q', '--', ...js("console.error('up'); setInterval(() => {}, 1e3)")]);
    await run.says(/up/);
    run.child.kill('SIGKILL');
    expect((await run.end()).orphans).toEqual([]);
  });

  it('nor one that was just about to start', async () => {
    const sysroot = new Sysroot();
    for (let round = 0; round < 10; round++) {
      const run = startConcur(['watch', '-q', '--', 'sleep', '60']);
      const isStarting = (pid: number) => sysroot.read(`/proc/${pid}/cmdline`)?.includes('sleep') === true;
      while (!descendants(sysroot, run.child.pid as number).some(isStarting)) await delay(1);
      // Of the same group, and without a parent like a command that was just started; but nobody's of concur.
      const other = new Run(['sh', '-c', 'sleep 60 > /dev/null 2>&1 &'], { stdio: 'ignore' });
      run.child.kill('SIGKILL');
      expect((await run.end()).orphans).toEqual([]);
      const [bystander] = await other.orphans(0);
      expect(bystander).toContain('sleep 60');
      process.kill(Number(bystander?.split(' ')[0]), 'SIGKILL');
    }
  });

  it('nor what the command has started', async () => {
    const run = startConcur(['watch', '-q', '--', 'sh', '-c', 'sleep 60 & echo up >&2; sleep 60; true']);
    await run.says(/up/);
    await delay(300);
    run.child.kill('SIGKILL');
    expect((await run.end()).orphans).toEqual([]);
  });

  it.each(['a\nb', 'a) S 1 1\n', '\n\n) R', '* ) (', 'x\ty\n\n\nz'])(
    'nor one whose name, and whose child’s, is %j',
    async (name) => {
      const named = `require('node:fs').writeFileSync('/proc/self/comm', ${JSON.stringify(name)}); setInterval(() => {}, 1e3);`;
      const child = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(named)}], { stdio: 'ignore' });`;
      const run = startConcur(['watch', '-q', '--', ...js(`${child}${named}console.error('up')`)]);
      await run.says(/up/);
      await delay(400);
      run.child.kill('SIGKILL');
      expect((await run.end()).orphans).toEqual([]);
    },
  );

  it('lets live what the command leaves behind', async () => {
    const run = startConcur(['watch', '-q', '--', 'sh', '-c', 'sleep 2.5 > /dev/null 2>&1 &']);
    const { code } = await run.end();
    expect(code).toBe(0);
    expect(await run.orphans(0)).toEqual([expect.stringContaining('sleep 2.5')]);
    expect(await run.orphans(3000)).toEqual([]);
  });

  /** Starts a daemon (fork, setsid, fork) that sleeps, and is there for so long (ms) itself; and who started it, for so long. */
  const withDaemon = (seconds: number, ms: number, parentMs = 0) => {
    const start = `require('node:child_process').spawn('sleep', ['${seconds}'], { detached: true, stdio: 'ignore' }).unref(); setTimeout(() => {}, ${parentMs});`;
    const middle = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(start)}]);`;
    return js(`${middle} setTimeout(() => {}, ${ms})`);
  };

  it('finds a daemon that left before it was seen, follows it, and lets it live', async () => {
    const run = startConcur(['watch', '--json', '--', ...withDaemon(8, 500)]);
    const ended = await run.end();
    const report = documentOf(ended);
    expect(schemaErrors('watch', report)).toEqual([]);
    expect(report.detached).toMatchObject([{ comm: 'sleep', isThere: true }]);
    const pid = report.detached[0]?.pid;
    expect(report.because).toContain(
      `a process left the program (a daemon or a background job), "sleep" (PID ${pid})`,
    );
    expect(report.threads.some((thread) => thread.pid === pid)).toBe(true);
    expect(await run.orphans(0)).toEqual([expect.stringContaining('sleep 8')]);
    expect(await run.orphans(10_000)).toEqual([]);
  });

  it('ends no daemon with --for, and all that is in the program’s own session', async () => {
    const background = ['sh', '-c', "sh -c 'sleep 61 > /dev/null 2>&1 & sleep 0.3'; sleep 20"];
    const inBackground = startConcur(['watch', '--json', '--for', '1500ms', '--', ...background]);
    expect(documentOf(await inBackground.end()).detached).toMatchObject([{ comm: 'sleep' }]);
    expect(await inBackground.orphans()).toEqual([]);
    // Seen with its parent, which lives for another 300 ms, or found without it: the same.
    for (const ms of [0, 300]) {
      const run = startConcur(['watch', '--json', '--for', '2s', '--', ...withDaemon(60, 20_000, ms)]);
      const report = documentOf(await run.end());
      expect(report.detached).toMatchObject([{ comm: 'sleep', isThere: true }]);
      expect(await run.orphans(0)).toEqual([expect.stringContaining('sleep 60')]);
      process.kill(report.detached[0]?.pid as number, 'SIGKILL');
      expect(await run.orphans(5000)).toEqual([]);
    }
  });

  it('calls no child a daemon that its parent waits for', async () => {
    const report = documentOf(
      await concur(['watch', '--json', '--', 'sh', '-c', 'sleep 0.3 & sleep 0.4; wait']),
    );
    expect(report.detached).toEqual([]);
  });

  it('ends it after --for, and all that it started', async () => {
    const ended = await concur([
      'watch',
      '--json',
      '--for',
      '500ms',
      '--',
      'sh',
      '-c',
      'sleep 30 & sleep 30; true',
    ]);
    const report = documentOf(ended);
    expect(ended.code).toBe(0);
    expect(report.exit.reason).toMatch(/^--for/);
    expect(report.end?.signal).toBe('SIGTERM');
  });

  it('ends what it has started, too, with --for', async () => {
    const words = ['sh', '-c', 'sleep 47 & sleep 47; true'];
    const ended = await concur(['watch', '-q', '--for', '600ms', '--', ...words]);
    expect([ended.code, ended.orphans]).toEqual([0, []]);
  });

  it('ends it with 124 when --timeout is over', async () => {
    const ended = await concur(['watch', '--json', '--timeout', '400ms', '--', 'sleep', '30']);
    expect(ended.code).toBe(124);
    expect(documentOf(ended).exit.code).toBe(124);
    expect(ended.orphans).toEqual([]);
  });

  it('exits with the verdict when it is asked to', async () => {
    const waiting = await concur(['watch', '-q', '--exit-verdict', '--', 'sleep', '0.3']);
    expect(waiting.code).toBe(3);
    // Whatever it was, it was too short to say anything.
    expect((await concur(['watch', '-q', '--exit-verdict', '--', 'true'])).code).toBe(3);
    const busy = await concur(['watch', '--json', '--exit-verdict', '--', NODE, BUSY, '2', '800']);
    const { kind } = documentOf(busy);
    expect(busy.code).toBe(kind === 'PARALLEL' || kind === 'STARVED' ? 0 : 3);
  });
});

describe('concur watch -p PID', () => {
  it('looks at a process that is already there, and leaves it alone', async () => {
    const other = new Run([NODE, '-e', "console.error('up'); for (;;);"]);
    await other.says(/up/);
    const ended = await concur(['watch', '--json', '-p', `${other.child.pid}`, '--for', '600ms']);
    const report = documentOf(ended);
    expect(ended.code).toBe(0);
    expect(report).toMatchObject({ command: null, end: null, pid: other.child.pid });
    expect((report.r ?? 0) + (report.d ?? 0)).toBeGreaterThan(0.5);
    expect(other.child.exitCode).toBeNull();
    other.child.kill('SIGKILL');
    await other.end();
  });

  it('says of one that is stopped that it is', async () => {
    const other = new Run(['sleep', '30']);
    await delay(100);
    other.child.kill('SIGSTOP');
    const ended = await concur(['watch', '--json', '-p', `${other.child.pid}`, '--for', '500ms']);
    expect(documentOf(ended).because).toMatch(/^it was stopped for /);
    other.child.kill('SIGKILL');
    await other.end();
  });

  it('ends, too, when the process has, and its parent takes no notice', async () => {
    const parent =
      'const c = require("child_process").spawn("sh", ["-c", "sleep 1 & echo $!; exec sleep 60"]);';
    const run = new Run([
      NODE,
      '-e',
      `${parent} c.stdout.on("data", (text) => process.stderr.write("pid " + text));`,
    ]);
    const [, pid = ''] = await run.says(/pid (\d+)/);
    const ended = await concur(['watch', '-q', '-p', pid, '--timeout', '20s']);
    expect(ended.code).toBe(0);
    const late = await concur(['watch', '-q', '-p', pid]);
    expect([late.code, late.stderr]).toEqual([2, expect.stringMatching(/has already ended/)]);
    run.child.kill('SIGKILL');
    for (const orphan of await run.orphans(0)) process.kill(Number(orphan.split(' ')[0]), 'SIGKILL');
  });

  it('ends when the process does', async () => {
    const other = new Run([NODE, '-e', "console.error('up'); setTimeout(() => {}, 3000)"]);
    await other.says(/up/);
    const ended = await concur(['watch', '--json', '-p', `${other.child.pid}`]);
    expect(ended.code).toBe(0);
    expect(documentOf(ended).exit.reason).toMatch(/has ended$/);
    await other.end();
  });

  it('tells what it saw when it is stopped, and leaves with the signal’s code', async () => {
    const other = new Run(['sleep', '30']);
    const run = startConcur(['watch', '-p', `${other.child.pid}`]);
    await delay(900);
    run.child.kill('SIGINT');
    const ended = await run.end();
    expect(ended.code).toBe(130);
    expect(ended.stdout).toMatch(/^PID \d+\n[A-Z]+: [\s\S]*\n1 thread/);
    expect(other.child.exitCode).toBeNull();
    other.child.kill('SIGKILL');
    await other.end();
  });
});

describe('what can’t be watched', () => {
  it('is a thread alone: its process is what to type', async () => {
    const other = new Run([NODE, '-e', "console.error('up'); setInterval(() => {}, 1e3)"]);
    await other.says(/up/);
    const pid = other.child.pid as number;
    const tid = (threadIds(new Sysroot(), pid) ?? []).find((id) => id !== pid);
    const ended = await concur(['watch', '--json', '-p', `${tid}`]);
    expect(errorDocumentOf(ended)).toMatchObject({ exit: { code: 2 } });
    expect(ended.stderr).toContain(`${tid} is a thread of process ${pid}`);
    expect(ended.stderr).toContain(`concur watch -p ${pid}`);
    other.child.kill('SIGKILL');
    await other.end();
  });

  it.each([
    ['nothing', ['watch'], /needs a command or a process[\s\S]*concur watch -- python3 train\.py/],
    [
      'a program that isn’t there',
      ['watch', '--', 'no-such-program'],
      /no-such-program can’t be started: it is not in PATH/,
    ],
    ['a path that isn’t there', ['watch', '--', './no/such'], /can’t be started: no such program/],
    ['a command without --', ['watch', 'sleep', '1'], /must follow --[\s\S]*concur watch -- sleep 1/],
    ['a command’s options without --', ['watch', 'ls', '-l'], /unknown option '-l'[\s\S]*follows --/],
    ['both', ['watch', '-p', '1', '--', 'ls'], /not both/],
    ['no such process', ['watch', '-p', '4194304'], /there is no process 4194304/],
    ['no PID', ['watch', '-p', 'x'], /-p x is not a whole number/],
    ['too short an interval', ['watch', '--interval', '1ms', '--', 'ls'], /not between 10ms and 1s/],
  ])('is said of %s, with what to type next', async (_, args, message) => {
    const ended = await concur(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
  });

  it.each([
    ['a folder', '', 'folder', 0o755, /can’t be started: it is a folder/],
    ['a file without an x bit', '#!/bin/sh\n', 'no-x', 0o644, /: permission denied[\s\S]*chmod \+x/],
    [
      'a script without its interpreter',
      '#!/no/such\n',
      'no-sh',
      0o755,
      /what runs it is not there: \/no\/such/,
    ],
    ['a program of another machine', '\x7fELF\0\0', 'other', 0o755, /./],
  ])('exits with 126 for what is there, and can’t be run: %s', async (kind, text, name, mode, message) => {
    const path = join(folder, name);
    if (kind === 'a folder') mkdirSync(path);
    else writeFileSync(path, text, { mode });
    const ended = await concur(['watch', '--', path]);
    expect(ended.code).toBe(126);
    expect(ended.stderr).toMatch(message);
    const { stdout } = await concur(['watch', '--json', '--', path]);
    expect(JSON.parse(stdout)).toMatchObject({ exit: { code: 126 } });
  });

  it('is a whole document, too', async () => {
    const ended = await concur(['watch', '--json', '--', 'no-such-program']);
    expect(errorDocumentOf(ended)).toMatchObject({ command: 'watch', exit: { code: 2 } });
  });
});

describe('a trace for Perfetto', () => {
  it('comes from the program as it is shipped, with a track per core and per thread', async () => {
    const [demo, watched] = [join(folder, 'demo.trace'), join(folder, 'watch.trace')];
    await concur(['demo', 'shared-core', '--quick', '-q', '--export', `perfetto=${demo}`]);
    await concur(['watch', '-q', '--export', `perfetto=${watched}`, '--', NODE, BUSY, '2', '500']);
    for (const file of [demo, watched]) {
      const { traceEvents } = JSON.parse(readFileSync(file, 'utf8'));
      const names = traceEvents
        .filter(({ name }: { name: string }) => name === 'thread_name')
        .map(({ args }: { args: { name: string } }) => args.name);
      // Where they run is the kernel’s choice.
      expect(names).toContainEqual(expect.stringMatching(/^CPU \d+$/));
      expect(names.length).toBeGreaterThan(3);
    }
  });
});

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { startBurners } from '../harness/cgroup.ts';
import { Run, startConcur } from '../harness/concur.ts';
import { compiled, needs, watched } from '../harness/watched.ts';

// What threads wait for, of programs that are compiled on the spot.

const PROGRAMS = join(packageRoot(), 'test/fixtures/programs');
const folder = mkdtempSync(join(tmpdir(), 'concur-waits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasTwo = availableParallelism() > 1;
if (!hasTwo) process.stderr.write('skipped: threads around one lock (one CPU is usable here)\n');

const program = (context: TestContext, name: string, flag = '-pthread', as = name) =>
  compiled(context, join(PROGRAMS, `${name}.c`), join(folder, as), flag);
/** The lock at which most threads waited. */
const crowded = ({ locks }: WatchReport) =>
  [...locks].sort((a, b) => b.waiters.length - a.waiters.length || b.ns - a.ns)[0];

describe.skipIf(!hasTwo)('a mutex', () => {
  it.for([
    ['static', 'counter_lock', /^mutexes\+0x[\da-f]+$/],
    ['heap', null, /^heap$/],
    ['stack', null, /^(stack|anonymous memory)$/],
    ['mapped', null, /^anonymous memory$/],
    ['shared', null, /^shared memory$/],
  ] as const)(
    'that is %s is one lock, and named as far as it can be',
    async ([place, symbol, where], context) => {
      const report = await watched(program(context, 'mutexes'), place, '1.5');
      const lock = crowded(report);
      expect(lock, report.because).toMatchObject({
        symbol,
        where: expect.stringMatching(where),
        shared: true,
      });
      expect(lock?.waiters.length).toBeGreaterThanOrEqual(2);
      expect(report.waits.lock).toBeGreaterThan(0);
      expect(['SERIALISED', 'MIXED', 'STARVED'], report.because).toContain(report.kind);
      // Where the machine is so busy that hardly anybody is left to wait, the lock is in the list alone.
      if (symbol !== null && report.kind !== 'STARVED')
        expect(report.because).toContain('counter_lock in mutexes');
    },
  );

  it('that one thread takes again before anybody is awake is one lock, and no work of one thread', async (context) => {
    const report = await watched(program(context, 'mutexes'), 'static', '2', 'hog');
    expect(report.kind, report.because).toBe('SERIALISED');
    expect(report.because).toContain('counter_lock in mutexes');
  });

  it.for([['-no-pie'], ['-pie']] as const)(
    'has its symbol in a program built with %s',
    async ([flag], context) => {
      const file = join(folder, `mutexes${flag}`);
      execFileSync(needs(context, 'gcc'), ['-O2', '-pthread', flag, '-o', file, join(PROGRAMS, 'mutexes.c')]);
      expect(crowded(await watched(file, 'static', '1'))).toMatchObject({ symbol: 'counter_lock' });
    },
  );

  it('has none in a stripped one, and is named by its place', async (context) => {
    const file = join(folder, 'stripped');
    copyFileSync(program(context, 'mutexes'), file);
    execFileSync(needs(context, 'strip'), [file]);
    const lock = crowded(await watched(file, 'static', '1'));
    expect(lock).toMatchObject({ symbol: null, where: expect.stringMatching(/^stripped\+0x/) });
  });
});

describe.skipIf(!hasTwo)('a barrier', () => {
  it.for([0, 2])('is no lock beside %d burners', async (burners, context) => {
    const file = program(context, 'barrier');
    startBurners(burners, (...command) => new Run(command));
    const report = await watched(file, '2');
    expect(report.kind, report.because).not.toBe('SERIALISED');
    expect(report.because).not.toMatch(/mostly wait for each other|one at a time/);
  });
});

describe('a mutex of a program that deletes itself', () => {
  it('has its symbol, which was read while it ran', async (context) => {
    const file = program(context, 'mutexes', '-pthread', 'brief');
    const report = await watched(needs(context, 'sh'), '-c', `${file} static 1; rm ${file}`);
    expect(crowded(report)).toMatchObject({ symbol: 'counter_lock', file: 'brief' });
  });
});

describe('two threads that wait for each other for ever', () => {
  it('are a deadlock, with who holds what', async (context) => {
    const file = program(context, 'deadlock');
    const run = startConcur(['watch', '--json', '--for', '2500ms', '--', file]);
    const report = JSON.parse((await run.end()).stdout) as WatchReport;
    const [a, b] = report.deadlock ?? [];
    expect(report.deadlock, report.because).toHaveLength(2);
    expect(a?.heldBy).toBe(b?.tid);
    expect(b?.heldBy).toBe(a?.tid);
    const symbols = [a, b].map((each) => report.locks.find(({ id }) => id === each?.waitsFor)?.symbol);
    expect(symbols.sort()).toEqual(['first_lock', 'second_lock']);
    expect(report.because).toMatch(/^a deadlock: "(one|other)"/);
  });

  it('are found in a program that hung before it was watched', async (context) => {
    const file = program(context, 'deadlock');
    const other = startConcur(['watch', '-q', '--for', '20s', '--', file]);
    const pid = await pidOf('deadlock');
    const run = startConcur(['watch', '--json', '--for', '2500ms', '-p', `${pid}`]);
    const report = JSON.parse((await run.end()).stdout) as WatchReport;
    other.child.kill('SIGTERM');
    await other.end();
    expect(report.deadlock, report.because).toHaveLength(2);
  });
});

async function pidOf(comm: string): Promise<number> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    try {
      return Number(execFileSync('pgrep', ['-n', '-x', comm], { encoding: 'utf8' }));
    } catch {
      // It isn't there yet.
    }
  }
}

describe('Python’s threads', () => {
  it('wait at the GIL, which has a name', async (context) => {
    needs(context, 'python3');
    const script = join(folder, 'busy.py');
    writeFileSync(
      script,
      'import threading, time\nend = time.time() + 1.5\ndef spin():\n    while time.time() < end: pass\nall = [threading.Thread(target=spin) for _ in range(3)]\nfor t in all: t.start()\nfor t in all: t.join()\n',
    );
    const executable = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
      encoding: 'utf8',
    });
    const report = await watched(executable.trim(), script);
    expect(report.kind, report.because).toBe('SERIALISED');
    expect(report.because).toContain('Python’s GIL (_PyRuntime in');
    expect(crowded(report)).toMatchObject({ isGil: true, symbol: '_PyRuntime' });
  });
});

// They sleep, so they may do so beside each other.
describe.concurrent('what else is waited for', () => {
  const kindsOf = ({ waits }: WatchReport) =>
    Object.entries(waits)
      .sort(([, a], [, b]) => (b ?? 0) - (a ?? 0))
      .filter(([, ns]) => (ns ?? 0) > 0)
      .map(([kind]) => kind);

  it.for([
    ['sleep', ['sleep', '1'], 'sleep'],
    ['a child', ['sh', '-c', 'sleep 1; exit 0'], 'child'],
    [
      'a file’s lock',
      ['flock', join(folder, 'lock'), 'sh', '-c', `flock -w 1 ${join(folder, 'lock')} true; true`],
      'fileLock',
    ],
    ['an event loop', [process.execPath, '-e', 'setTimeout(() => {}, 1000)'], 'eventLoop'],
  ] as const)('%s', async ([, words, kind], context) => {
    needs(context, words[0] as string);
    expect(kindsOf(await watched(...words))).toContain(kind);
  });

  it('in a pipeline is a pipe, with who is at its other end', async (context) => {
    needs(context, 'gzip');
    const report = await watched('sh', '-c', 'timeout 1.5 yes | gzip -9 | wc -c');
    expect(report.because).toMatch(/^a pipeline of 3 processes/);
    expect(report.because).toContain('the slowest, "gzip"');
    const writes = report.waitedFor.filter(({ kind }) => kind === 'write');
    expect(writes[0]?.object).toMatchObject({ type: 'pipe', otherEnd: [{ comm: 'gzip' }] });
  });

  it.skipIf(!hasTwo)('of processes that each sleep on their own is no lock', async (context) => {
    needs(context, 'sh');
    const nap =
      'const end = Date.now() + 1500; const cell = new Int32Array(new SharedArrayBuffer(4)); while (Date.now() < end) { const t = performance.now(); while (performance.now() - t < 10); require("node:child_process"); Atomics.wait(cell, 0, 0, 20); }';
    const report = await watched(
      'sh',
      '-c',
      `for i in 1 2 3; do '${process.execPath}' -e '${nap}' & done; wait`,
    );
    expect(report.kind, report.because).not.toBe('SERIALISED');
  });
});

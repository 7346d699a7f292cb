import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../src/machine/tools.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { CONCUR, concur, NODE, Run } from '../harness/concur.ts';

// Programs whose threads are not easily read: more of them than files may be open, and names that look like fields.

const python = findProgram('python3', process.env.PATH ?? '');
const prlimit = findProgram('prlimit', process.env.PATH ?? '');
const THREADS = 300;

/** Starts threads that wait, and goes on at each line that it reads. */
const STEPWISE = `
import sys, threading
def say(word):
    print(word, file=sys.stderr, flush=True)
    sys.stdin.readline()
say('ready')
over = threading.Event()
threads = [threading.Thread(target=over.wait) for _ in range(${THREADS})]
for thread in threads: thread.start()
say('started')
over.set()
for thread in threads: thread.join()
say('ended')`;

function skipped(name: string, missing: string | null): boolean {
  if (missing !== null) process.stderr.write(`skipped: ${name} (${missing} is not installed)\n`);
  return missing !== null;
}

function documentIn(stdout: string): WatchReport {
  return JSON.parse(stdout.slice(stdout.indexOf('{\n  "schema"')));
}

describe.skipIf(skipped('out of descriptors', python === null ? 'python3' : null))(
  'out of descriptors',
  () => {
    it('follows every thread all the same', async () => {
      const command = `${python} -c '
import threading, time
threads = [threading.Thread(target=time.sleep, args=(2,)) for _ in range(${THREADS})]
for thread in threads: thread.start()'`;
      const watch = `ulimit -n 100; exec ${NODE} ${CONCUR} watch --json --no-progress -- ${command}`;
      const { stdout, stderr } = await new Run(['sh', '-c', watch]).end();
      const report = documentIn(stdout);
      expect(stderr).not.toMatch(/EMFILE/);
      expect(report.threads.length + report.omittedThreads).toBeGreaterThan(THREADS);
      expect(report.unfollowed).toBeNull();
    });

    it.skipIf(skipped('threads that can’t be followed', prlimit === null ? 'prlimit' : null))(
      'says how many could not be followed, and why',
      async () => {
        const watch = [NODE, CONCUR, 'watch', '--json', '--no-progress', '--', python ?? '', '-c', STEPWISE];
        const run = new Run(watch, { stdio: ['pipe', 'pipe', 'pipe'] });
        const limit = (soft: string) =>
          execFileSync(prlimit ?? '', ['--pid', `${run.child.pid}`, `--nofile=${soft}:`]);
        await run.says(/ready/);
        await delay(300);
        limit('4');
        run.child.stdin?.write('\n');
        await run.says(/started/);
        await delay(1500);
        run.child.stdin?.write('\n');
        await run.says(/ended/);
        limit('1000');
        run.child.stdin?.end('\n');
        const report = documentIn((await run.end()).stdout);
        expect(report.unfollowed).toEqual({
          threads: THREADS,
          why: 'concur may not open more files (ulimit -n)',
        });
        expect(report.threads.length).toBeLessThan(THREADS);
      },
    );
  },
);

it('a thread whose name looks like fields, over two lines, is read like any other', async () => {
  const name = 'a) R 1\nb';
  const code = `require('node:fs').writeFileSync('/proc/thread-self/comm', ${JSON.stringify(name)});
for (const end = performance.now() + 600; performance.now() < end; );`;
  const { stdout } = await concur(['watch', '--json', '--no-progress', '--', NODE, '-e', code]);
  const thread = documentIn(stdout).threads.find(({ pid, tid }) => pid === tid);
  expect(thread?.comm).toBe(name);
  expect((thread?.runNs ?? 0) + (thread?.runDelayNs ?? 0)).toBeGreaterThan(300e6);
  expect(Object.keys(thread?.cpusSeen ?? {})).not.toEqual([]);
  expect(thread?.voluntarySwitches).not.toBeNull();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import { builtFile } from '../../../../src/base/files/package-root.ts';
import { Failures } from '../../../../src/map/failures.ts';
import type { ParallelMapProgress } from '../../../../src/model/parallel-map.ts';
import { mapLinesView } from '../../../../src/report/live/map/draw.ts';
import { metersOf } from '../../../../src/report/live/map/meters.ts';
import { tracebacks } from '../../../../src/report/live/map/view.ts';
import { makePalette, NO_COLORS } from '../../../../src/report/style/output-style.ts';
import { mapHostLines } from '../../../../src/report/words/map-hosts.ts';

const palette = makePalette({ color: NO_COLORS, unicode: true });

function progress(done: readonly number[], failed: number, total: number): ParallelMapProgress {
  const workers = done.map((units, index) => ({
    name: `worker ${index}`,
    pid: 7,
    tid: 8 + index,
    done: units,
  }));
  return { done: done.reduce((sum, units) => sum + units, 0), failed, total, workers };
}

describe('the bars of a map', () => {
  it('show what each worker did, of that and an equal part of what is left', () => {
    // 100 - 30 - 10 - 2 = 58 are left: 29 for each.
    const [first, second, failed] = metersOf(progress([30, 10], 2, 100), 5000);
    expect(first).toMatchObject({
      label: 'worker 0',
      progress: { done: 30, total: 59, of: 'units' },
      elapsedMs: 5000,
      identity: 'PID 7 TID 8',
      failed: false,
    });
    expect(second?.progress).toMatchObject({ done: 10, total: 39 });
    expect(failed).toMatchObject({ label: 'failed', progress: { done: 2, total: 100 }, failed: true });
  });

  it('marks failures only where there are some', () => {
    expect(metersOf(progress([1], 0, 3), 1).at(-1)).toMatchObject({ label: 'failed', failed: false });
  });

  it('are all full in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), fc.nat(10), (done, failed) => {
        const total = done.reduce((sum, units) => sum + units, failed);
        for (const { progress: bar } of metersOf(progress(done, failed, total), 1).slice(0, -1)) {
          expect(bar.total).toBe(bar.done);
        }
      }),
    );
  });

  it('name a process once, and nobody who isn’t up', () => {
    const workers = [
      { name: 'worker 0', pid: 7, tid: 7, done: 0 },
      { name: 'worker 1', pid: 7, tid: null, done: 0 },
      { name: 'worker 2', pid: null, tid: null, done: 0 },
    ];
    const identities = metersOf({ done: 0, failed: 0, total: 1, workers }, 1).map(({ identity }) => identity);
    expect(identities).toEqual(['PID 7', 'PID 7', '', '']);
  });
});

describe('the bars of hosts', () => {
  const host = (name: string, done: number, more: object = {}) => ({
    ...{ name, done, machine: 'm', cores: 2, state: 'here', silentMs: 400, r: 0.5, d: 0.25 },
    ...more,
  });
  const workers = [
    { name: 'worker 0', host: 'a', pid: 7, tid: 7, done: 30 },
    { name: 'worker 0', host: 'b', pid: 7, tid: 8, done: 10 },
  ];

  it('are one for each, with its workers beneath it, and say who is silent', () => {
    const hosts = [host('a', 30), host('b', 10, { state: 'silent', silentMs: 3400 })];
    const told = { done: 40, failed: 0, total: 60, workers, hosts } as ParallelMapProgress;
    const meters = metersOf(told, 1);
    expect(meters.map(({ label, progress: bar, note }) => [label, bar.done, bar.total, note])).toEqual([
      ['a', 30, 40, null],
      ['  worker 0', 30, 40, null],
      ['b', 10, 20, 'silent for 3 s'],
      ['  worker 0', 10, 20, null],
      ['failed', 0, 60, null],
    ]);
    expect(meters[0]?.identity).toBe('busy 0.50 queued 0.25');
  });

  it('end in a line for each, and count a machine’s cores once', () => {
    const hosts = [host('a', 30), host('b', 10, { state: 'gone', r: null })];
    expect(mapHostLines(hosts as never)).toEqual([
      'a: 30 done, 0.50 cores busy, 0.25 queued',
      'b (gone): 10 done, ? cores busy, 0.25 queued',
      '2 hosts of 1 machine, 2 cores in all: ? cores busy, 0.50 queued',
    ]);
  });
});

function failuresOf(...all: readonly unknown[]): Failures {
  const failures = new Failures();
  for (const each of all) failures.add(each);
  return failures;
}

describe('the tracebacks of a map', () => {
  const thrown = new RangeError('mine');
  thrown.stack = 'RangeError: mine\n    at work (/work.js:1:2)';

  it('are of what the units threw, not of where that was noticed', () => {
    const failure = new Error('unit 3 threw RangeError: mine', { cause: thrown });
    expect(tracebacks(failuresOf(failure, 'no error'), palette)).toEqual([
      'unit 3 threw RangeError: mine',
      '  RangeError: mine',
      '      at work (/work.js:1:2)',
      'no error',
    ]);
  });

  it('end where our own calls begin', () => {
    const ours = builtFile('worker', 'map-thread.cjs');
    const lines = ['Error: mine', '    at work (/work.js:1:2)', `    at #call (${ours}:2:3)`];
    const cause = new Error('mine');
    cause.stack = [...lines, '    at process.processTicksAndRejections (node:internal/x:1:1)'].join('\n');
    expect(tracebacks(failuresOf(new Error('unit 3 threw Error: mine', { cause })), palette)).toEqual([
      'unit 3 threw Error: mine',
      '  Error: mine',
      '      at work (/work.js:1:2)',
    ]);
  });

  it('are none where all calls are ours', () => {
    const ours = builtFile('worker', 'map-thread.cjs');
    const cause = new Error('mine,\n  and long');
    cause.stack = `Error: mine,\n  and long\n    at written (${ours}:2:3)`;
    const failure = new Error('unit 3 threw Error: mine, and long', { cause });
    expect(tracebacks(failuresOf(failure), palette)).toEqual([failure.message]);
  });

  it('are none of ours, where no function threw', () => {
    const cause = new ConcurError('WORKER_FAILED', 'a unit ended its worker twice');
    expect(tracebacks(failuresOf(new Error('unit 3 ended its worker twice', { cause })), palette)).toEqual([
      'unit 3 ended its worker twice',
    ]);
  });

  it('are none where what was thrown has none', () => {
    for (const cause of ['a text', undefined]) {
      expect(tracebacks(failuresOf(new Error('unit 3 threw it', { cause })), palette)).toEqual([
        'unit 3 threw it',
      ]);
    }
  });

  it('are ten at most, and the rest a number', () => {
    const texts = Array.from({ length: 13 }, (_, index) => `failure ${index}`);
    expect(tracebacks(failuresOf(...texts), palette)).toEqual([...texts.slice(0, 10), 'and 3 more']);
    expect(tracebacks(failuresOf(...texts.slice(0, 10)), palette)).toEqual(texts.slice(0, 10));
  });
});

describe('the lines of a map', () => {
  it('say at once who was replaced', () => {
    const said: string[] = [];
    mapLinesView((text) => said.push(text), palette, 80).note('worker 0 (PID 7) was killed by SIGKILL');
    expect(said).toEqual(['worker 0 (PID 7) was killed by SIGKILL\n']);
  });

  it('tell its end alone', () => {
    let text = '';
    const view = mapLinesView(
      (more) => {
        text += more;
      },
      palette,
      80,
    );
    view.update(progress([1, 0], 0, 9));
    view.update(progress([6, 2], 1, 9));
    expect(text).toBe('');
    view.end(failuresOf('failure'));
    expect(text).toBe('worker 0: 6 done\nworker 1: 2 done\n8 of 9 done, 1 failed\nfailure\n');
  });
});

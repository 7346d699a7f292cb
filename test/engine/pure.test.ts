import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MonotonicClock } from '../../src/base/time/clock.ts';
import { Counters, counterWriter } from '../../src/engine/progress/counters.ts';
import { heapLimitMb, jobOf } from '../../src/engine/protocol/job.ts';
import { NO_WRAPPERS_REFUSED, refusedBy, wrappersFor } from '../../src/engine/transport/child.ts';
import { clean, LONGEST_LINE, readLines, splitLines } from '../../src/engine/transport/lines.ts';
import { repeat } from '../../src/engine/worker/repeat.ts';
import { makeMachine, makeSlot } from '../fixtures/builders.ts';

const SETUP = {
  clock: new MonotonicClock(0n),
  epochNs: 12345678901234567890n,
  tools: makeMachine().tools,
  seed: 7,
  scratchDir: null,
  progressMs: 50,
  profiling: null,
  env: {},
  python: null,
};

describe('jobOf', () => {
  it('is plain data: JSON gives it back whole', () => {
    const job = jobOf(makeSlot({ engine: 'loop' }), SETUP);
    expect(JSON.parse(JSON.stringify(job))).toEqual(job);
    expect(job).toMatchObject({ epochNs: '12345678901234567890', cooperative: true, seed: 7 });
  });

  const faultIn = (fault: Parameters<typeof makeSlot>[0]) => jobOf(makeSlot(fault), SETUP).fault;
  const fault = (kind: 'throw' | 'kill', at: { share: number } | { unit: number }) => ({
    fault: { kind, at, partOfExperiment: false },
  });

  it('works out the unit, or the time, at which a fault is injected', () => {
    // 10 units; and 500 ms where a time was asked for.
    const timed = { work: { ...makeSlot().work, amount: { durationMs: 500 } } };
    expect(faultIn(fault('throw', { share: 0.25 }))).toEqual({ kind: 'throw', afterUnits: 2, afterMs: null });
    expect(faultIn({ ...fault('throw', { share: 0.5 }), ...timed })).toEqual({
      kind: 'throw',
      afterUnits: null,
      afterMs: 250,
    });
    expect(faultIn({ ...fault('throw', { unit: 3 }), ...timed })).toEqual({
      kind: 'throw',
      afterUnits: 3,
      afterMs: null,
    });
  });

  it('tells no worker of a kill: that comes from outside', () => {
    expect(faultIn(fault('kill', { share: 0.5 }))).toBeNull();
    expect(faultIn({})).toBeNull();
  });

  it('limits the heap of a worker that is to burst, and of no other', () => {
    const oom = { kind: 'oom', at: { unit: 1 }, partOfExperiment: false } as const;
    expect(heapLimitMb(makeSlot({ fault: oom }))).toBe(32);
    expect(heapLimitMb(makeSlot(fault('throw', { unit: 1 })))).toBeNull();
    expect(heapLimitMb(makeSlot())).toBeNull();
  });
});

describe('repeat', () => {
  /** Work in which a unit takes `unitNs` of a time that only the work lets pass. */
  function workOf(unitNs: number) {
    let nowNs = 0;
    const batches: number[] = [];
    const progress: number[] = [];
    const work = {
      run(count: number) {
        batches.push(count);
        nowNs += count * unitNs;
      },
      digest: () => '',
    };
    const around = { nowNs: () => nowNs, progress: (units: number) => progress.push(units) };
    return { work, around, batches, progress, nowNs: () => nowNs };
  }

  const job = (
    amount: { units: number } | { durationMs: number },
    fault: Parameters<typeof makeSlot>[0] = {},
  ) => jobOf(makeSlot({ work: { ...makeSlot().work, amount }, ...fault }), SETUP);

  it('does exactly the units that were asked for, however long one takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 5000 }),
        fc.constantFrom(1, 1e3, 1e6, 3e6, 50e6),
        async (units, unitNs) => {
          const { work, around, batches, progress } = workOf(unitNs);
          expect(await repeat(work, job({ units }), around)).toBe(units);
          expect(batches.reduce((sum, count) => sum + count, 0)).toBe(units);
          expect(progress.at(-1) ?? 0).toBe(units);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('grows its batches until one lasts some milliseconds, so that counting costs nothing', async () => {
    const { work, around, batches } = workOf(1e3);
    await repeat(work, job({ units: 100_000 }), around);
    expect(batches.slice(0, 4)).toEqual([1, 2, 4, 8]);
    // A unit is a microsecond: 8,192 of them are the first to last more than 5 ms.
    expect(Math.max(...batches)).toBe(8192);
  });

  it('tells each unit of a slow work', async () => {
    const { work, around, progress } = workOf(50e6);
    await repeat(work, job({ units: 4 }), around);
    expect(progress).toEqual([1, 2, 3, 4]);
  });

  it('stops with the first batch that ends after its time', async () => {
    const { work, around, nowNs } = workOf(7e6);
    const units = await repeat(work, job({ durationMs: 100 }), around);
    // 15 units of 7 ms are 105 ms.
    expect(units).toBe(15);
    expect(nowNs()).toBe(105e6);
  });

  it('injects after exactly the unit that was named, though batches are larger', async () => {
    const fault = { kind: 'throw', at: { unit: 1000 }, partOfExperiment: false } as const;
    const { work, around, progress } = workOf(1e3);
    await expect(repeat(work, job({ units: 5000 }, { fault }), around)).rejects.toThrow('an injected fault');
    expect(progress.at(-1)).toBe(1000);
  });

  it('injects before the first unit where that is named', async () => {
    const fault = { kind: 'throw', at: { unit: 0 }, partOfExperiment: false } as const;
    const { work, around, batches } = workOf(1e3);
    await expect(repeat(work, job({ units: 5 }, { fault }), around)).rejects.toThrow('an injected fault');
    expect(batches).toEqual([]);
  });

  it('injects after the last unit where that is named', async () => {
    const fault = { kind: 'throw', at: { unit: 5 }, partOfExperiment: false } as const;
    const { work, around } = workOf(1e3);
    await expect(repeat(work, job({ units: 5 }, { fault }), around)).rejects.toThrow('an injected fault');
  });
});

describe('lines', () => {
  async function linesOf(...chunks: readonly (string | Buffer)[]): Promise<string[]> {
    const stream = new PassThrough();
    const lines: string[] = [];
    const read = readLines(stream, (line) => lines.push(line));
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    await read;
    return lines;
  }

  it('are put together from whatever pieces they come in', async () => {
    expect(await linesOf('on', 'e\ntw', 'o\nthree\n')).toEqual(['one', 'two', 'three']);
  });

  it('may end without a newline, and be empty', async () => {
    expect(await linesOf('one\n\nlast words')).toEqual(['one', '', 'last words']);
    expect(await linesOf()).toEqual([]);
  });

  it('keep characters whose bytes come apart', async () => {
    const bytes = Buffer.from('é🧵\n');
    expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4))).toEqual(['é🧵']);
  });

  it('are cut where they become too long, which they say; the next one is whole again', async () => {
    const [long, next] = await linesOf('a'.repeat(LONGEST_LINE), 'bc', '\n', 'next\n');
    expect(long).toBe(`${'a'.repeat(LONGEST_LINE)} … (2 more characters were dropped)`);
    expect(next).toBe('next');
  });

  it('cost as much a character in one line as in many', () => {
    const timeOf = (piece: string) => {
      const lines = splitLines(() => {});
      const startMs = performance.now();
      for (let i = 0; i < 1000; i++) lines.take(piece);
      lines.end();
      return performance.now() - startMs;
    };
    const piece = 'x'.repeat(64 * 1024);
    timeOf(piece);
    expect(timeOf(piece)).toBeLessThan(20 * timeOf(`${piece}\n`) + 20);
  });

  it('are none of a stream that is not there', async () => {
    await expect(readLines(null, () => expect.unreachable())).resolves.toBeUndefined();
  });

  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b[2J\u001b[Hgone', 'gone'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['50 %\r100 %', '50 %100 %'],
    ['bell\u0007', 'bell'],
    ['\u009b31m\u009d0;PWN\u009cred\u0090q\u001b\\\u0085', 'red'],
    ['exe.\u202etxt', 'exe.\\u202etxt'],
    ['a\tb', 'a\tb'],
    ['plain – text', 'plain – text'],
  ])('can’t move our cursor: %j', (line, cleaned) => {
    expect(clean(line)).toBe(cleaned);
  });

  it('hold no control character but the tab, whatever came', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[\u0000-\u001f[\];?0-9mHJ]{0,20}$/),
    );
    fc.assert(
      fc.property(nasty, (line) => {
        expect(clean(line.replaceAll('\n', ''))).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
        );
      }),
    );
  });
});

describe('wrappers', () => {
  const TOOLS = { taskset: '/bin/taskset', setpriv: '/bin/setpriv', sh: null };

  it('tie a child’s life to ours and pin it', () => {
    expect(wrappersFor(3, TOOLS, NO_WRAPPERS_REFUSED)).toEqual([
      '/bin/setpriv',
      '--pdeathsig',
      'KILL',
      '/bin/taskset',
      '-c',
      '3',
    ]);
  });

  it('are left out where they are missing, refused or not wanted', () => {
    expect(wrappersFor(null, TOOLS, NO_WRAPPERS_REFUSED)).toEqual(['/bin/setpriv', '--pdeathsig', 'KILL']);
    expect(wrappersFor(0, TOOLS, { taskset: false, setpriv: true })).toEqual(['/bin/taskset', '-c', '0']);
    expect(wrappersFor(0, TOOLS, { taskset: true, setpriv: true })).toEqual([]);
    expect(wrappersFor(0, { taskset: null, setpriv: null, sh: null }, NO_WRAPPERS_REFUSED)).toEqual([]);
  });

  it('are known by their own words when they refuse', () => {
    const refused = "taskset: failed to set pid 0's affinity: Invalid argument";
    expect(refusedBy(['', refused])).toEqual({ wrapper: 'taskset', why: refused });
    expect(refusedBy(['/usr/bin/setpriv: set parent death signal failed: Operation not permitted'])).toEqual({
      wrapper: 'setpriv',
      why: 'setpriv: set parent death signal failed: Operation not permitted',
    });
    expect(refusedBy(['Error: taskset: not us', 'node: bad option'])).toBeNull();
    expect(refusedBy([])).toBeNull();
  });
});

it('gives every worker a counter of its own in shared memory', () => {
  const counters = new Counters(3);
  const write = [0, 1, 2].map((worker) => counterWriter(counters.memory, worker));
  write[1]?.(42);
  write[2]?.(2 ** 53);
  expect([0, 1, 2].map((worker) => counters.read(worker))).toEqual([0, 42, 2 ** 53]);
  // 128 bytes each, so that no two meet in a cache line or in a pair of them.
  expect(counters.memory.byteLength).toBe(3 * 128);
});

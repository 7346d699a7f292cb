import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/model/documents/compared-run.ts';
import type {
  ComparedEngine,
  Comparison,
  ComparisonOutcome,
} from '../../../src/model/documents/comparison.ts';
import type { EngineName } from '../../../src/model/engines/engines.ts';
import { recommendationInWords } from '../../../src/report/words/series/recommendation.ts';
import * as engine from '../../../src/stats/engines/recommend-engine.ts';
import { summarize } from '../../../src/stats/samples/summary.ts';
import { IN_NODE } from '../../fixtures/compare-report.ts';

const NONE = summarize([]);

/** The recommendation, as a reader gets it. */
const recommendEngine = (...given: Parameters<typeof engine.recommendEngine>) =>
  recommendationInWords(engine.recommendEngine(...given));

/** A candidate by its median work in ms and its memory in MB for each of 2 workers. */
function candidate(
  engine: EngineName,
  workMs: number | null,
  memoryMb: number | null = null,
): ComparedEngine {
  return {
    engine,
    subject: null,
    label: engine,
    workers: 2,
    runs: 10,
    startupNs: NONE,
    firstResultNs: NONE,
    transferNs: NONE,
    workNs: workMs === null ? NONE : summarize([workMs * 1e6]),
    totalNs: NONE,
    throughputPerSecond: NONE,
    speedup: { ratio: null, ci95: null },
    r: null,
    d: null,
    lock: null,
    cpuNs: null,
    pssBytesPerWorker: memoryMb === null ? null : memoryMb * 1e6,
    roundTripNs: null,
    digest: '',
    outliers: [],
    program: null,
  };
}

/** `candidate` against `baseline`. */
function compared(
  metric: Metric,
  [candidate, baseline]: [EngineName, EngineName],
  [low, ratio, high]: [number, number, number],
  call: ComparisonOutcome,
): Comparison {
  return { metric, baseline, candidate, ratio, ci95: [low, high], margin: 0.05, call };
}

/** The same in a Python of that version. */
function inPython(version: string, engine: EngineName, workMs: number): ComparedEngine {
  const subject = { ...IN_NODE, interpreter: version, interpreterPath: `/opt/${version}/python3` };
  return { ...candidate(engine, workMs), label: `${engine} (${version})`, subject };
}

const THREADS_PROCESSES: [EngineName, EngineName] = ['threads', 'processes'];

describe('recommendEngine', () => {
  it('names the Python where several ran, and holds an engine against its rival there', () => {
    const results = [
      inPython('3.11.2', 'processes', 100),
      inPython('3.11.2', 'threads', 200),
      inPython('3.13.1t', 'threads', 90),
      inPython('3.13.1t', 'processes', 95),
    ];
    const { interpreter, because } = recommendEngine(results, [
      {
        ...compared('work', THREADS_PROCESSES, [1.8, 2, 2.2], 'faster'),
        candidate: 'threads (3.13.1t)',
        baseline: 'processes (3.13.1t)',
      },
    ]);
    expect(interpreter).toBe('3.13.1t');
    expect(because).toContain('as fast as processes (3.13.1t) here');
    const [first, second] = results as [ComparedEngine, ComparedEngine];
    expect(recommendEngine([first, second], [])).not.toHaveProperty('interpreter');
  });

  it('prefers a plain loop to tasks of asyncio, and those to threads that are as fast', () => {
    const same = (one: EngineName, other: EngineName) =>
      compared('work', [one, other], [0.99, 1, 1.01], 'same');
    const all = [candidate('threads', 100), candidate('asyncio', 101), candidate('loop', 102)];
    const comparisons = [same('asyncio', 'threads'), same('loop', 'threads'), same('loop', 'asyncio')];
    expect(recommendEngine(all, comparisons).engine).toBe('loop');
    expect(recommendEngine(all.slice(0, 2), comparisons).engine).toBe('asyncio');
  });

  it('names the factor at the start and the memory saved, where threads are as fast as processes', () => {
    // Memory: 39 / 50 = 22 % less.
    const results = [candidate('processes', 100, 50), candidate('threads', 100.5, 39)];
    const comparisons = [
      compared('work', THREADS_PROCESSES, [0.99, 1, 1.02], 'same'),
      compared('startup', THREADS_PROCESSES, [1.9, 2.1, 2.3], 'faster'),
    ];
    expect(recommendEngine(results, comparisons)).toEqual({
      engine: 'threads',
      workers: 2,
      because: 'as fast as processes here (0.99 to 1.02), start 2.10× sooner and use 22 % less memory',
    });
  });

  it('says the same of comparisons that are stored the other way round', () => {
    // Work 1/1.25 to 1/0.8 = 0.8 to 1.25; start-up 1/0.4 = 2.5.
    const results = [candidate('processes', 100), candidate('threads', 99)];
    const comparisons = [
      compared('work', ['processes', 'threads'], [0.8, 1, 1.25], 'inconclusive'),
      compared('startup', ['processes', 'threads'], [0.35, 0.4, 0.45], 'slower'),
    ];
    expect(recommendEngine(results, comparisons).because).toBe(
      'no significant difference from processes (95 % interval 0.80 to 1.25); they start 2.50× sooner',
    );
  });

  it('takes the fastest where the others are slower, and owns up to what it costs', () => {
    // Memory: 60 / 40 = 50 % more. Start-up 1/0.4 = 2.5 times as long.
    const results = [candidate('threads', 142, 40), candidate('processes', 100, 60)];
    const comparisons = [
      compared('work', ['processes', 'threads'], [1.38, 1.42, 1.47], 'faster'),
      compared('total', ['processes', 'threads'], [0.8, 0.85, 0.9], 'slower'),
      compared('startup', ['processes', 'threads'], [0.35, 0.4, 0.45], 'slower'),
    ];
    expect(recommendEngine(results, comparisons)).toMatchObject({
      engine: 'processes',
      because:
        '1.42× as fast as threads here (1.38 to 1.47), 0.85× as fast with start-up counted (0.80 to 0.90), ' +
        'take 2.50× as long to start and use 50 % more memory',
    });
  });

  it('lets the total decide among equals before memory does', () => {
    const results = [candidate('processes', 99, 30), candidate('threads', 100, 40)];
    const comparisons = [
      compared('work', THREADS_PROCESSES, [0.98, 0.99, 1.01], 'same'),
      compared('total', THREADS_PROCESSES, [1.2, 1.3, 1.4], 'faster'),
    ];
    expect(recommendEngine(results, comparisons)).toMatchObject({
      engine: 'threads',
      because:
        'as fast as processes here (0.98 to 1.01), 1.30× as fast with start-up counted (1.20 to 1.40) ' +
        'and use 33 % more memory',
    });
  });

  it('lets memory decide where the total does not, unless it is nearly the same or unknown', () => {
    const comparisons = [compared('work', THREADS_PROCESSES, [0.98, 1, 1.01], 'same')];
    const chosen = (threadsMb: number | null) =>
      recommendEngine([candidate('processes', 99, 40), candidate('threads', 100, threadsMb)], comparisons)
        .engine;
    expect(chosen(30)).toBe('threads');
    expect(chosen(39)).toBe('processes');
    expect(chosen(null)).toBe('processes');
  });

  it('prefers the loop where workers gain nothing', () => {
    const results = [candidate('loop', 100, 90), candidate('threads', 99, 30), candidate('pool', 99.5, 30)];
    const comparisons = [
      compared('work', ['loop', 'threads'], [0.98, 0.99, 1.01], 'same'),
      compared('work', ['pool', 'threads'], [0.97, 0.99, 1.06], 'inconclusive'),
    ];
    expect(recommendEngine(results, comparisons)).toMatchObject({
      engine: 'loop',
      because:
        'as fast as threads here (0.98 to 1.01) and uses 200 % more memory; nothing is gained by workers; ' +
        'on work pool may do as well',
    });
  });

  it('does not prefer a loop that merely was not told from the fastest', () => {
    const results = [candidate('loop', 103), candidate('threads', 99)];
    const comparisons = [compared('work', ['loop', 'threads'], [0.9, 0.96, 1.1], 'inconclusive')];
    expect(recommendEngine(results, comparisons).engine).toBe('threads');
  });

  it('claims no gain and no loss of workers where the fastest loop cannot be told from them', () => {
    const results = [candidate('loop', 99), candidate('threads', 103)];
    const comparisons = [compared('work', ['loop', 'threads'], [0.9, 1.04, 1.1], 'inconclusive')];
    expect(recommendEngine(results, comparisons).because).toBe(
      'no significant difference from threads (95 % interval 0.90 to 1.10); no gain by workers was shown',
    );
  });

  it('holds a pool against the fastest of the others', () => {
    const results = [candidate('pool', 99), candidate('processes', 210), candidate('threads', 200)];
    const comparisons = [
      compared('work', ['pool', 'threads'], [1.9, 2, 2.1], 'faster'),
      compared('work', ['pool', 'processes'], [2, 2.1, 2.2], 'faster'),
      compared('startup', ['pool', 'threads'], [0.9, 1, 1.1], 'inconclusive'),
    ];
    expect(recommendEngine(results, comparisons).because).toBe(
      '2.00× as fast as threads here (1.90 to 2.10)',
    );
  });

  it.each([1, 2, 4])('is none of %d runs, of one candidate or several', (runs) => {
    const [processes, threads] = [candidate('processes', 100, 50), candidate('threads', 10, 39)];
    const none = {
      engine: null,
      workers: null,
      because: `too few runs: ${runs} of each, and an interval needs 5`,
    };
    expect(recommendEngine([processes, { ...threads, runs }], [])).toEqual(none);
    expect(recommendEngine([{ ...threads, runs }], [])).toEqual(none);
  });

  it('says that a few runs tell nothing', () => {
    const results = [candidate('threads', 99), candidate('processes', 150)];
    const few: Comparison = {
      ...compared('work', THREADS_PROCESSES, [1, 1.5, 2], 'inconclusive'),
      ci95: null,
    };
    expect(recommendEngine(results, [few]).because).toBe('too few runs to compare with processes');
  });

  it('says what it cannot hold against anything', () => {
    expect(recommendEngine([candidate('threads', 99), candidate('loop', null)], [])).toEqual({
      engine: 'threads',
      workers: 2,
      because: 'nothing else finished a run to compare with',
    });
    expect(recommendEngine([candidate('threads', 99), candidate('loop', 98)], []).because).toContain(
      'not compared with threads on work',
    );
  });

  it.each([[[]], [[candidate('threads', null)]]])('recommends nothing without a result', (results) => {
    expect(recommendEngine(results, [])).toEqual({
      engine: null,
      workers: null,
      because: 'no candidate finished a run, so there is nothing to recommend',
    });
  });

  it('takes one of those that finished, in words without a hole, whatever the comparisons say', () => {
    const engines = ['threads', 'processes', 'pool', 'loop'] as const;
    const figure = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));
    const comparison = fc.record({
      metric: fc.constantFrom('work', 'total', 'startup'),
      baseline: fc.constantFrom(...engines),
      candidate: fc.constantFrom(...engines),
      ratio: figure,
      ci95: fc.option(
        fc.tuple(fc.double({ min: 0, noNaN: true, max: 9 }), fc.double({ min: 0, noNaN: true, max: 9 })),
      ),
      margin: fc.constant(0.05),
      call: fc.constantFrom('faster', 'slower', 'same', 'inconclusive'),
    }) as fc.Arbitrary<Comparison>;
    const candidates = fc.tuple(figure, figure, figure, figure, figure);
    fc.assert(
      fc.property(
        candidates,
        fc.array(comparison, { maxLength: 30 }),
        ([a, b, c, d, memory], comparisons) => {
          const works = [a, b, c, d];
          const results = engines.map((engine, index) => candidate(engine, works[index] ?? null, memory));
          const { engine, because } = recommendEngine(results, comparisons);
          const finished = results.filter(({ workNs }) => workNs.n > 0).map((result) => result.engine);
          if (finished.length === 0) expect(engine).toBeNull();
          else expect(finished).toContain(engine);
          expect(because).not.toMatch(/NaN|undefined|null|Infinity|\?|: *$|, ,/);
        },
      ),
    );
  });
});

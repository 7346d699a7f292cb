import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatNs, formatRatio } from '../../../../src/base/units.ts';
import type { Outlier } from '../../../../src/model/documents/compared-run.ts';
import type { CompareReport } from '../../../../src/model/documents/comparison.ts';
import { SHORT } from '../../../../src/report/document/document.ts';
import type { Palette } from '../../../../src/report/style/output-style.ts';
import { neighbours } from '../../../fixtures/causes.ts';
import {
  makeCompareReport,
  makeComparison,
  makeEngine,
  makeRegression,
} from '../../../fixtures/compare-report.ts';
import { lineWriterOf, textWriterOf } from '../../../fixtures/rendered.ts';
import { makeStat } from '../../../fixtures/stat.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';

const compareLine = lineWriterOf('compare');
const compareText = textWriterOf('compare');
const shortText = textWriterOf('compare', SHORT);
const WIDTHS = [20, 40, 80, 120];
const textOf = (report: Partial<CompareReport>, width = 80, palette: Palette = PLAIN) =>
  compareText(makeCompareReport(report), { palette, width });

const outlier = (z: number): Outlier => ({
  metric: 'work',
  round: 4,
  ns: 1.52e9,
  z,
  causes: [neighbours(z)],
});

/** All that there can be to tell. */
const RICH = makeCompareReport({
  results: [
    makeEngine('loop'),
    makeEngine('threads', { outliers: [outlier(9)] }),
    makeEngine('processes', { pssBytesPerWorker: null, r: null }),
  ],
  comparisons: [
    makeComparison(),
    makeComparison({ metric: 'total', ratio: 0.8, ci95: [0.7, 0.9], call: 'slower' }),
    makeComparison({ candidate: 'processes', ratio: 1.9, ci95: null, call: 'inconclusive' }),
  ],
  regressions: [
    makeRegression(),
    makeRegression({ engine: 'processes', ratio: 1.31, ci95: [1.22, 1.4], outcome: 'fail' }),
  ],
  warnings: [{ code: 'X', message: '3 of 24 runs were disturbed', hint: 'A quiet machine says more.' }],
});
const EMPTY = makeCompareReport({
  results: [],
  comparisons: [],
  runs: [],
  recommendation: { engine: null, workers: null, because: 'nothing was run' },
});
const ONCE = makeCompareReport({
  results: [makeEngine('loop', {}, 1), makeEngine('threads', {}, 1)],
  comparisons: [],
  exit: { code: 130, reason: 'stopped by SIGINT' },
});

it('says what was compared, what to use, the figures, and the speed-ups as bars', () => {
  expect(
    shortText(makeCompareReport(), { palette: PLAIN, width: 80 }),
  ).toBe(`hash on loop, threads, processes, pool
Use threads with 2 workers: it is as fast as any on 2000 units of hash, and of
those it starts fastest
hash: 2000 units on 2 workers, 6 rounds, seed 1.
A unit: the SHA-256 of 1024 bytes (built-in).

engine     start-up    work  speed-up            busy  queued  Pss/worker
loop       399.6 us  2.04 s  1.00×               0.99    0.03     52.1 MB
threads     31.2 ms  1.06 s  1.93× [1.88, 1.97]  1.95    0.03     24.6 MB
processes   58.6 ms  1.07 s  1.90× [1.81, 1.95]  1.94    0.03     38.2 MB
pool        47.3 ms  1.07 s  1.91× [1.86, 1.96]  1.94    0.03     27.3 MB
  Medians of the runs. Speed-up: work of loop ÷ work of each [95 % interval];
  above 1× is faster. busy: CPUs utilised. queued: runnable but waiting for a
  CPU (run-queue wait). Both in cores, on average.

speed-up against loop
loop       ████████████████████████│                          1.00×
threads    ████████████████████████│█████████████████████▒▒   1.93× faster
processes  ████████████████████████│███████████████████▒▒▒▒   1.90× faster
pool       ████████████████████████│████████████████████▒▒▒   1.91× faster
           0           0.5×        1×           1.5×
▒ 95 % interval   │ as fast as loop

5 more columns: --details
`);
});

it('leaves outliers and secondary figures to those who ask for details', () => {
  const style = { palette: PLAIN, width: 120 };
  const [short, whole] = [shortText(RICH, style), compareText(RICH, style)];
  expect(short).toMatch(/\n\n5 more columns, 1 outlier: --details\n/);
  expect(short).not.toMatch(/outlier: threads|first result|round trip| ± |About this run/);
  for (const part of ['outlier: threads', 'first result', 'round trip', ' ± ', 'About this run'])
    expect(whole).toContain(part);
  expect(whole).not.toContain('--details');
});

describe.each(WIDTHS)('on a page of %d columns', (width) => {
  it.each([
    ['in Unicode', PLAIN],
    ['in colour', COLORED],
    ['in ASCII', ASCII_ONLY],
  ])('is never wider %s', (_how, palette) => {
    for (const report of [makeCompareReport(), RICH, EMPTY, ONCE]) {
      expect(widest(compareText(report, { palette, width }))).toBeLessThanOrEqual(width);
    }
  });

  it('loses nothing', () => {
    const text = unbroken(compareText(RICH, { palette: PLAIN, width }));
    const said = [
      ...RICH.results.flatMap((result) => [
        result.label,
        formatNs(result.workNs.median),
        formatNs(result.startupNs.median),
        formatNs(result.firstResultNs.median),
        formatRatio(result.r),
        formatNs(result.cpuNs),
        formatBytes(result.pssBytesPerWorker),
        formatNs(result.roundTripNs),
      ]),
      '1.93× [1.88, 1.97]',
      'neighbours: others used 9.00 of our 2 CPUs',
      'With start-up and transfer, threads is slower than loop: 0.80× [0.70, 0.90]',
      '1.31× [1.22, 1.40]',
      '3 of 24 runs were disturbed. A quiet machine says more.',
      `Use threads with 2 workers: ${RICH.recommendation.because}`,
    ];
    for (const part of said) expect(text).toContain(unbroken(part));
  });

  it('has only ASCII where the terminal shows no more', () => {
    expect(compareText(RICH, { palette: ASCII_ONLY, width })).toMatch(/^[\n -~]*$/);
  });

  it('adds nothing but colours in colour', () => {
    const colored = compareText(RICH, { palette: COLORED, width });
    expect(bare(colored)).toBe(compareText(RICH, { palette: PLAIN, width }));
    expect(colored).not.toBe(bare(colored));
  });

  it('is never wider whatever the figures', () => {
    const ns = fc.option(fc.double({ min: 0, max: 1e15, noNaN: true }));
    const ratio = fc.option(fc.double({ min: 1e-4, max: 1e5, noNaN: true }));
    const engine = fc
      .record({
        label: fc.stringMatching(/^[a-z]{1,9}(#\d{1,2})?$/),
        workers: fc.integer({ min: 1, max: 512 }),
        workNs: fc.array(fc.double({ min: 0, max: 1e15, noNaN: true }), { maxLength: 4 }),
        ratio,
        low: ratio,
        cpuNs: ns,
        pssBytesPerWorker: ns,
        roundTripNs: ns,
      })
      .map(({ ratio: speedup, low, workNs, ...rest }) =>
        makeEngine('threads', {
          ...rest,
          workNs: makeStat(...workNs),
          speedup: {
            ratio: speedup,
            ci95: low === null || speedup === null ? null : [Math.min(low, speedup), speedup],
          },
        }),
      );
    fc.assert(
      fc.property(
        fc.array(engine, { maxLength: 6 }),
        fc.constantFrom(PLAIN, ASCII_ONLY),
        (results, palette) => {
          expect(widest(textOf({ results }, width, palette))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('what is unknown', () => {
  it('is a question mark that is explained, never a nought', () => {
    const results = [
      makeEngine('loop'),
      makeEngine('threads', { r: null, cpuNs: null, pssBytesPerWorker: null }),
    ];
    const text = textOf({ results }, 120);
    expect(text).toMatch(
      /^threads .* \[1\.88, 1\.97\] {5}\? {4}0\.03 {7}\? {11}\? {2}200\.0 us\n[\s\S]*^threads +21\.4 us$/m,
    );
    expect(unbroken(text)).toContain(unbroken('?: not known; it couldn’t be read, or wasn’t measured.'));
    expect(textOf({})).not.toContain('?');
  });

  it('is said of an interval where there were too few runs for one', () => {
    const text = compareText(ONCE, { palette: PLAIN, width: 80 });
    expect(text).toContain('1.93× [?]');
    expect(unbroken(text)).toContain(unbroken('[?]: too few runs for an interval.'));
    expect(text).not.toContain('±');
  });

  it('has no bar', () => {
    const results = [makeEngine('loop'), makeEngine('threads', { speedup: { ratio: null, ci95: null } })];
    expect(textOf({ results })).toMatch(/^threads +\? +\?/m);
  });
});

it('says of a dry run what it would do, and nothing of what it would find', () => {
  const candidates = (['loop', 'threads'] as const).map((engine) => ({ label: engine, engine, workers: 2 }));
  const text = compareText(
    { ...EMPTY, planned: { candidates, mostRuns: 10 } },
    { palette: PLAIN, width: 80 },
  );
  expect(text).toContain('Nothing was run: this would run 2000 units of hash: up to 10 runs of each of 2');
  expect(text).toMatch(/^loop +loop +2$/m);
  expect(text).not.toMatch(/measured|recommend/);
});

it('says that it ended early where it did', () => {
  expect(compareText(ONCE, { palette: PLAIN, width: 80 })).toContain(
    '\nEnded early: stopped by SIGINT. This is what was measured until then.\n',
  );
  expect(textOf({ exit: { code: 1, reason: 'threads has become slower' } })).not.toContain('Ended early');
});

it('draws no bars where there is nobody to compare with', () => {
  expect(textOf({ results: [makeEngine('loop')] })).not.toContain('█');
});

it('names the workers of each where they differ, and the rounds of those that ran less', () => {
  const results = [makeEngine('loop', { workers: 1 }), makeEngine('threads', {}, 5), makeEngine('pool')];
  expect(textOf({ results }, 120)).toMatch(
    /\nhash: 2000 units on 1 worker \(loop\) and 2 workers \(threads and pool\), 5 to 6 rounds, seed 1\.\n/,
  );
});

describe('outliers', () => {
  const linesOf = (...outliers: Outlier[]) =>
    textOf({ results: [makeEngine('loop'), makeEngine('threads', { outliers })] }, 120)
      .split('\n')
      .filter((line) => /^ {2}(outlier|\+)/.test(line));

  it('are a line each, with what is usual and what disturbed them', () => {
    expect(linesOf(outlier(9))).toEqual([
      '  outlier: threads, round 4: work took 1.52 s, usually 1.06 s (neighbours: others used 9.00 of our 2 CPUs)',
    ]);
  });

  it('are the farthest five, and a count of the others', () => {
    const lines = linesOf(...[4, -8, 5, 6, 9, 7, 3.6].map(outlier));
    expect(lines.map((line) => /used (.+) of/.exec(line)?.[1])).toEqual([
      '9.00',
      '-8.00',
      '7.00',
      '6.00',
      '5.00',
      undefined,
    ]);
    expect(lines.at(-1)).toBe('  +2 more');
  });
});

describe('the total', () => {
  const total = (overrides: Parameters<typeof makeComparison>[0]) =>
    textOf({ comparisons: [makeComparison(), makeComparison({ metric: 'total', ...overrides })] }, 120);

  it('is told where it says something else than the work', () => {
    expect(total({ call: 'same', ratio: 1.01, ci95: [0.99, 1.02] })).toContain(
      '\n  With start-up and transfer, threads is the same as loop: 1.01× [0.99, 1.02]\n',
    );
  });

  it('is not told where it says the same, nothing, or something of other pairs', () => {
    expect(total({ call: 'faster' })).not.toContain('With start-up');
    expect(total({ call: 'inconclusive' })).not.toContain('With start-up');
    expect(total({ call: 'slower', baseline: 'pool' })).not.toContain('With start-up');
  });
});

describe('an earlier report', () => {
  it('is compared with, and its verdicts differ without colour', () => {
    const regressions = [
      makeRegression(),
      makeRegression({ engine: 'processes', ratio: 1.31, ci95: [1.22, 1.4], outcome: 'fail' }),
      makeRegression({ engine: 'pool', ratio: 1.2, ci95: null, outcome: 'inconclusive' }),
    ];
    expect(textOf({ regressions })).toContain(`
✔ time of threads, now ÷ baseline: 1.01× [0.98, 1.04] (expected at most +10 %)
✘ time of processes, now ÷ baseline: 1.31× [1.22, 1.40] (expected at most +10 %)
? time of pool, now ÷ baseline: 1.20× [?] (expected at most +10 %)
`);
    expect(textOf({ regressions }, 80, COLORED)).toContain('\u001b[31m✘\u001b[39m time of processes, now');
  });

  it('that has nothing of this one is not passed over', () => {
    expect(textOf({ regressions: [] })).toContain('\nNothing here is in the baseline too.\n');
    expect(textOf({ regressions: null })).not.toContain('baseline');
  });
});

it('colours the verdict on each bar', () => {
  const colored = textOf({}, 80, COLORED);
  expect(colored).toContain('\u001b[32m1.93× faster\u001b[39m');
  expect(colored).toContain('\u001b[1mUse threads with 2 workers\u001b[22m: it is');
});

it('recommends a loop in words', () => {
  const recommendation = { engine: 'loop', workers: 1, because: 'nothing is faster' } as const;
  expect(textOf({ recommendation })).toMatch(/\nUse a plain loop: nothing is faster\n/);
});

it('says the engine’s name once', () => {
  const recommendation = {
    engine: 'threads',
    workers: 2,
    because: 'as fast as processes here',
  } as const;
  expect(textOf({ recommendation })).toMatch(/\nUse threads with 2 workers: as fast as processes here\n/);
});

it('is all on one line where that is wanted', () => {
  const page = { palette: PLAIN, width: 20 };
  expect(compareLine(RICH, page)).toBe(
    'Use threads with 2 workers: it is as fast as any on 2000 units of hash, and of those it starts fastest; ' +
      'against loop: threads 1.93× [1.88, 1.97], processes 1.90× [1.81, 1.95]; ' +
      'processes has become slower: 1.31× [1.22, 1.40]\n',
  );
  expect(compareLine(EMPTY, page)).toBe('No recommendation: nothing was run\n');
});

import { describe, expect, it } from 'vitest';
import { quota, steal } from '../../fixtures/causes.ts';
import {
  makeCompareReport,
  makeComparison,
  makeEngine,
  makeRegression,
  makeRun,
} from '../../fixtures/compare-report.ts';
import { everyFormat } from '../../fixtures/every-format.ts';
import { writerOf } from '../../fixtures/rendered.ts';
import { makeStat } from '../../fixtures/stat.ts';
import { csvRecords, parseCsv } from '../../harness/csv.ts';
import { schemaErrors, undescribed } from '../../harness/schema.ts';

const FULL = makeCompareReport({
  results: [
    makeEngine('loop'),
    makeEngine('threads', {
      outliers: [{ metric: 'startup', round: 2, ns: 9e7, z: 5.2, causes: [steal(0.04)] }],
    }),
  ],
  regressions: [makeRegression({ outcome: 'fail' })],
  warnings: [{ code: 'X', message: 'busy | loud', hint: 'Wait.' }],
});
const UNKNOWN = makeCompareReport({
  machine: null,
  results: [
    makeEngine('loop', {
      workNs: makeStat(),
      speedup: { ratio: null, ci95: null },
      r: null,
      d: null,
      cpuNs: null,
      pssBytesPerWorker: null,
      roundTripNs: null,
    }),
  ],
  comparisons: [makeComparison({ ratio: null, ci95: null, call: 'inconclusive' })],
  recommendation: { engine: null, workers: null, because: 'too little was measured' },
  runs: [makeRun({ r: null, d: null, cpuNs: null, pssBytesPerWorker: null, roundTripNs: null })],
});
const EMPTY = makeCompareReport({ results: [], comparisons: [], runs: [] });
const REPORTS = Object.entries({ full: FULL, unknown: UNKNOWN, empty: EMPTY });

describe('the document', () => {
  it.each(REPORTS)('keeps to the schema that ships: %s', (_what, report) => {
    const document = JSON.parse(writerOf('compare', 'json')(report));
    expect(schemaErrors('compare', document)).toEqual([]);
    expect(undescribed('compare', document)).toEqual([]);
  });

  it.each([
    ['a call that is none', { comparisons: [{ ...makeComparison(), call: 'quicker' }] }],
    ['half an interval', { comparisons: [{ ...makeComparison(), ci95: [1] }] }],
    ['a run without its time', { runs: [{ ...makeRun(), workNs: null }] }],
    ['a result without its speed-up', { results: [{ ...makeEngine('loop'), speedup: undefined }] }],
    ['no word on regressions', { regressions: undefined }],
  ])('is not valid with %s', (_what, wrong) => {
    expect(schemaErrors('compare', { ...FULL, ...wrong })).not.toEqual([]);
  });

  it('draws a report that was saved like the one that was run', async () => {
    for (const [, report] of REPORTS) {
      const saved = JSON.parse(writerOf('compare', 'json')(report));
      for (const write of everyFormat('compare')) expect(write(saved)).toBe(write(report));
    }
  });
});

describe('CSV', () => {
  const records = csvRecords(writerOf('compare', 'csv')(FULL));

  it('has a row for each run, with figures as they were measured', () => {
    expect(records).toHaveLength(FULL.runs.length);
    expect(records[1]).toEqual({
      workload: 'hash',
      units: '2000',
      label: 'threads',
      engine: 'threads',
      workers: '2',
      round: '1',
      turn: '2',
      startupNs: '31200000',
      firstResultNs: '32300000',
      transferNs: '200000',
      workNs: '1056994819',
      totalNs: '1088394819',
      r: '1.95',
      d: '0.03',
      cpuNs: '2061139897',
      pssBytesPerWorker: '24600000',
      roundTripNs: '21400',
      causes: '',
      exitCode: '',
    });
  });

  it('holds all that a median needs', () => {
    const works = records.filter(({ label }) => label === 'loop').map(({ workNs }) => Number(workNs));
    expect(makeStat(...works)).toEqual(FULL.results[0]?.workNs);
  });

  it('leaves a cell empty where nothing is known', () => {
    const [row] = csvRecords(writerOf('compare', 'csv')(UNKNOWN));
    expect(row).toMatchObject({ label: 'threads', workers: '', r: '', cpuNs: '', pssBytesPerWorker: '' });
    expect(writerOf('compare', 'csv')(UNKNOWN)).not.toContain('null');
  });

  it('keeps causes in one cell', () => {
    const causes = [quota(3, 0.5), steal(0.04)];
    const [row] = csvRecords(writerOf('compare', 'csv')(makeCompareReport({ runs: [makeRun({ causes })] })));
    expect(row?.causes).toBe('quota;steal');
  });

  it('has titles alone where nothing was run', () => {
    expect(parseCsv(writerOf('compare', 'csv')(EMPTY))).toHaveLength(1);
  });
});

describe.each([
  ['Markdown', writerOf('compare', 'md'), 'busy \\| loud', '**Use threads with 2 workers:** it is as fast'],
  [
    'AsciiDoc',
    writerOf('compare', 'adoc'),
    'busy &#124; loud',
    '*Use threads with 2 workers:* it is as fast',
  ],
])('%s', (_format, write, warning, lead) => {
  const text = write(FULL);

  it('has the figures, each pair, what stands out, and what to use', () => {
    expect(text).toMatch(
      /^(##|==) concur compare: hash on loop, threads\n\nhash: 2000 units on 2 workers, 6 rounds, seed 1\. A unit/,
    );
    expect(text).toMatch(
      /^\| loop \| 399\.6 us \| 1\.5 ms \| 2\.04 s \| 12\.2 ms \| 1\.00× \| 0\.99 \| 0\.03 \| 2\.02 s/m,
    );
    expect(text).toMatch(/^\| work \| threads \| faster \| loop \| 1\.93× \S+1\.88, 1\.97\S+ \| 5 %/m);
    expect(text).toMatch(/^\| time of threads, now ÷ baseline \| . fail \| at most \S+10 % \| 1\.01× /m);
    expect(text).toContain('outlier: threads, round 2: start-up took 90.0 ms, usually 31.2 ms (steal');
    expect(text).toContain(warning);
    expect(text).toContain(`${lead} as any on 2000 units of hash`);
  });

  it('explains what isn’t known', () => {
    expect(write(UNKNOWN)).toContain('?: not known; it couldn’t be read, or wasn’t measured.');
  });

  it('says that nothing was measured, and nothing of what there isn’t', () => {
    expect(write(EMPTY)).toContain('\n\nNothing was measured.\n\n');
    expect(write(EMPTY)).not.toContain('|');
  });

  it('never takes a row apart', () => {
    const because = 'a | b\n| c |';
    const recommendation = { engine: null, workers: null, because };
    const label = 'x | y';
    const nasty = write(makeCompareReport({ results: [makeEngine('loop', { label })], recommendation }));
    const row = nasty.split('\n').find((line) => line.startsWith('| x'));
    expect(row?.split(/(?<!\\)\|/).filter((cell) => cell.trim() !== '')).toHaveLength(12);
    expect(nasty).not.toContain('\n| c');
  });
});

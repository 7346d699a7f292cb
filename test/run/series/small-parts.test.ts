import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkResults } from '../../../src/run/series/check-results.ts';
import { seriesNotices } from '../../../src/run/series/notices.ts';
import { placeOf } from '../../../src/run/series/request/work.ts';
import { completion } from '../../../src/run/series/rules.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';
import { quota, steal } from '../../fixtures/causes.ts';
import { FIVE_ROUNDS, makeUnitWork, runsOf } from '../../fixtures/series.ts';

describe('the completion of a candidate', () => {
  const rules = { ...FIVE_ROUNDS, enoughRuns: 10, enoughNs: 3e9, fewestRuns: 5 };
  const runs = (count: number, totalNs: number) => new Array(count).fill({ totalNs });

  it('is by its runs or by their time, whichever is further, but not without the fewest runs', () => {
    expect(completion([], rules)).toBe(0);
    expect(completion(runs(5, 1), rules)).toBe(0.5);
    expect(completion(runs(5, 0.3e9), rules)).toBe(0.5);
    expect(completion(runs(5, 0.45e9), rules)).toBe(0.75);
    expect(completion(runs(2, 10e9), rules)).toBe(0.4);
    expect(completion(runs(5, 10e9), rules)).toBe(1);
    expect(completion(runs(10, 1), rules)).toBe(1);
  });
});

describe('results', () => {
  it('of the first run are what the next have to give, where no answer is known', () => {
    const answers = checkResults([1, { a: 2 }], 'threads, run 1', null);
    expect(answers).toMatchObject({ source: 'threads, run 1', results: [1, { a: 2 }] });
    expect(checkResults([1, { a: 2 }], 'pool, run 1', answers)).toBe(answers);
    expect(() => checkResults([1, { a: 3 }], 'pool, run 2', answers)).toThrow(
      'the results differ: unit 1 is {"a":2} (threads, run 1) and {"a":3} (pool, run 2)',
    );
  });

  it('that are missing differ', () => {
    const answers = checkResults([1, 2], 'a', null);
    expect(() => checkResults([1], 'b', answers)).toThrow(/unit 1 is 2 \(a\) and nothing \(b\)/);
  });
});

describe('warnings', () => {
  const codes = (series: Parameters<typeof seriesNotices>[0], work = makeUnitWork()) =>
    seriesNotices(series, [work], 2).map(({ code }) => code);
  const long = runsOf('threads', [100, 100, 100, 100]);

  it('are none where all is well', () => {
    expect(codes({ runs: long, isComplete: true })).toEqual([]);
  });

  it.each([
    ['TOO_FEW_RUNS', { runs: long, isComplete: false }],
    ['RUN_TOO_SHORT', { runs: runsOf('threads', [1, 2, 3]), isComplete: true }],
    [
      'MACHINE_BUSY',
      {
        runs: long.map((run) => (run.round < 3 ? { ...run, causes: [steal(0.05)] } : run)),
        isComplete: true,
      },
    ],
  ])('%s', (code, series) => {
    expect(codes(series)).toEqual([code]);
  });

  it('say nothing of a neighbour in one run of four, nor of a quota in all', () => {
    const throttled = long.map((run) => ({ ...run, causes: [quota(2)] }));
    expect(codes({ runs: throttled, isComplete: true })).toEqual([]);
    const one = long.map((run) => (run.round === 1 ? { ...run, causes: [steal(1)] } : run));
    expect(codes({ runs: one, isComplete: true })).toEqual([]);
  });

  it('tell of TypeScript, which is compiled at the start', () => {
    const source = (source: string) => makeUnitWork({ about: { ...makeUnitWork().about, source } });
    for (const file of ['/a/work.ts', '/a/work.mts#f', '/a/work.tsx']) {
      expect(codes({ runs: long, isComplete: true }, source(file))).toEqual(['TYPESCRIPT']);
    }
    for (const file of ['/a/work.js', '/a/work.ts.js#f', 'built-in']) {
      expect(codes({ runs: long, isComplete: true }, source(file))).toEqual([]);
    }
  });
});

describe('the place of a function', () => {
  const SOURCE = `// hashRow is below
const other = 1;
export function hashRow(row) {}
export async function* later() {}
const $price = (x) => x;
exports.named = $price;
export default class {}
`;

  it.each([
    ['hashRow', 'work.js:3 (hashRow)'],
    ['later', 'work.js:4 (later)'],
    ['$price', 'work.js:5 ($price)'],
    ['named', 'work.js:6 (named)'],
    ['missing', 'work.js (missing)'],
    [null, 'work.js:7'],
  ])('%s', (name, place) => {
    const file = join(temporaryFolder(), 'work.js');
    writeFileSync(file, SOURCE);
    expect(placeOf({ file, name })).toBe(join(dirname(file), place));
  });

  it('is its file alone where that can’t be read', () => {
    expect(placeOf({ file: '/nowhere.js', name: 'f' })).toBe('/nowhere.js (f)');
  });
});

import { describe, expect, it } from 'vitest';
import { everyFormat } from '../../fixtures/every-format.ts';
import { writerOf } from '../../fixtures/rendered.ts';
import { makePoint, makeScaleReport } from '../../fixtures/scale-report.ts';
import { makeStat } from '../../fixtures/stat.ts';
import { csvRecords, parseCsv } from '../../harness/csv.ts';
import { schemaErrors, undescribed } from '../../harness/schema.ts';

const FULL = makeScaleReport({ warnings: [{ code: 'X', message: 'busy | loud', hint: null }] });
const UNKNOWN = makeScaleReport({
  machine: null,
  points: [makePoint(1, { ci95: null, r: null, d: null })],
  fit: null,
  fits: [],
  predicted: [],
  knee: null,
  recommendedWorkers: null,
  because: 'too little was measured',
});
const EMPTY = makeScaleReport({ ...UNKNOWN, points: [], runs: [] });
const REPORTS = Object.entries({ full: FULL, unknown: UNKNOWN, empty: EMPTY });

describe('the document', () => {
  it.each(REPORTS)('keeps to the schema that ships: %s', (_what, report) => {
    const document = JSON.parse(writerOf('scale', 'json')(report));
    expect(schemaErrors('scale', document)).toEqual([]);
    expect(undescribed('scale', document)).toEqual([]);
  });

  it.each([
    ['a law that is none', { predicted: [{ workers: 2, throughputX: 2, law: 'moore' }] }],
    ['half a worker', { points: [makePoint(1.5)] }],
    ['a run that doesn’t say its workers', { runs: [{ ...FULL.runs[0], workers: undefined }] }],
    ['no word on the fit', { fit: undefined }],
    ['a parameter in words', { fits: [{ law: 'usl', parameters: { contention: 'much' }, residual: 0 }] }],
  ])('is not valid with %s', (_what, wrong) => {
    expect(schemaErrors('scale', { ...FULL, ...wrong })).not.toEqual([]);
  });

  it('draws a report that was saved like the one that was run', async () => {
    for (const [, report] of REPORTS) {
      const saved = JSON.parse(writerOf('scale', 'json')(report));
      for (const write of everyFormat('scale')) expect(write(saved)).toBe(write(report));
    }
  });
});

describe('CSV', () => {
  const records = csvRecords(writerOf('scale', 'csv')(FULL));

  it('has a row for each run with its number of workers', () => {
    expect(records).toHaveLength(FULL.runs.length);
    expect(records.at(-1)).toMatchObject({
      workers: '4',
      round: '6',
      causes: 'affinity',
    });
  });

  it('holds all that a throughput needs', () => {
    const medianOf = (count: string) =>
      makeStat(...records.filter(({ workers }) => workers === count).map(({ workNs }) => Number(workNs)))
        .median ?? 0;
    expect(medianOf('1') / medianOf('2')).toBeCloseTo(FULL.points[1]?.throughputX ?? 0, 6);
  });

  it('has titles alone where nothing was run', () => {
    expect(parseCsv(writerOf('scale', 'csv')(EMPTY))).toHaveLength(1);
  });
});

describe.each([
  ['Markdown', writerOf('scale', 'md'), 'busy \\| loud', '**Use 2 workers:** 2 workers reach'],
  ['AsciiDoc', writerOf('scale', 'adoc'), 'busy &#124; loud', '*Use 2 workers:* 2 workers reach'],
])('%s', (_format, write, warning, lead) => {
  const text = write(FULL);

  it('has the figures, the laws, the predictions as such, and how many to use', () => {
    expect(text).toMatch(
      /^(##|==) concur scale: hash with more and more workers \(threads\)\n\nhash: 2000 units on threads with 1, 2, 3 and 4 workers/,
    );
    expect(text).toMatch(
      /^\| 3 \| 1\.92× \S+1\.87, 1\.96\S+ \| 64 % \| 1\.96 \| 1\.02 \| 3 threads share 2 usable CPUs/m,
    );
    expect(text).toMatch(/^\| Amdahl \| yes \| 0\.02× \| serial 0\.0363/m);
    expect(text).toMatch(/^\| not measured \| workers \| throughput/m);
    expect(text).toMatch(/^\| predicted by Amdahl \| 64 \| 19\.47×/m);
    expect(text).toContain(warning);
    expect(text).toContain(lead);
  });

  it('explains what isn’t known', () => {
    expect(write(UNKNOWN)).toContain('?: not known; it couldn’t be read, or wasn’t measured.');
  });

  it('says that nothing was measured, and nothing of what there isn’t', () => {
    expect(write(EMPTY)).toContain('\n\nNothing was measured.\n\n');
    expect(write(EMPTY)).not.toContain('|');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRatio, formatShare } from '../../../../src/base/units.ts';
import type { ScaleReport } from '../../../../src/model/documents/scaling.ts';
import { SHORT } from '../../../../src/report/document/document.ts';
import type { Palette } from '../../../../src/report/style/output-style.ts';
import { causeText } from '../../../../src/report/words/causes.ts';
import { anyCause } from '../../../fixtures/causes.ts';
import { lineWriterOf, textWriterOf } from '../../../fixtures/rendered.ts';
import { makePoint, makeScaleReport } from '../../../fixtures/scale-report.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';

const scaleText = textWriterOf('scale');
const scaleLine = lineWriterOf('scale');
const WIDTHS = [20, 40, 80, 120];
const shortText = (report: ScaleReport) =>
  textWriterOf('scale', SHORT)(report, { palette: PLAIN, width: 80 });
const textOf = (report: Partial<ScaleReport>, width = 80, palette: Palette = PLAIN) =>
  scaleText(makeScaleReport(report), { palette, width });

const REPORT = makeScaleReport({
  warnings: [{ code: 'X', message: '3 of 24 runs were disturbed', hint: 'A quiet machine says more.' }],
});
const TOO_LITTLE = { fit: null, fits: [], predicted: [], knee: null, recommendedWorkers: null } as const;
const EMPTY = makeScaleReport({ ...TOO_LITTLE, points: [], runs: [], because: 'nothing was run' });
const ONCE = makeScaleReport({
  ...TOO_LITTLE,
  points: [makePoint(1, { ci95: null, r: null }), makePoint(2, { ci95: null, d: null })],
  exit: { code: 124, reason: '--timeout: 30 s elapsed' },
  because: 'too little was measured',
});

it('speaks of hosts where those were scaled, and says what they are', () => {
  const hosts = { machines: 1, cores: 2, efficiencyPerCore: 0.97, bytesPerChunk: 1_234 };
  const points = [makePoint(1, { hosts }), makePoint(2, { hosts: { ...hosts, machines: null } })];
  const text = textOf({ engine: 'hosts', points });
  expect(text).toContain('hash with more and more hosts\nUse 2 hosts: ');
  expect(text).toContain('hash: 2000 units with 1 and 2 hosts');
  expect(text).toMatch(/^hosts {2}.*machines {2}cores/m);
  expect(text).toMatch(/^ *1 .* 1 +2\.00/m);
  expect(text).toMatch(/^ *2 .* \? +2\.00/m);
  expect(text).toMatch(/97 % +1\.23$/m);
  expect(text).toContain('Predicted as if each host were a machine of its own.');
  expect(unbroken(text)).toContain(unbroken('the cores of each count once'));
});

it('says what was run, how many to use, the figures, and the bars', () => {
  expect(shortText(makeScaleReport())).toBe(`hash with more and more workers (threads)
Use 2 workers: 2 workers reach 1.93× of one worker’s throughput, and more
workers give no more (at most 1.93×): there are 2 usable CPUs
hash: 2000 units on threads with 1, 2, 3 and 4 workers, 6 rounds, seed 1.
A unit: the SHA-256 of 1024 bytes (built-in).

Knee: 2 workers, the fewest that reach 95 % of the highest throughput.

workers  throughput          efficiency  busy  queued  delayed by
      1  1.00×                    100 %  0.98    0.02  -
      2  1.93× [1.88, 1.97]        97 %  1.96    0.02  -
      3  1.92× [1.87, 1.96]        64 %  1.96    1.02  3 threads share 2 usable
                                                       CPUs
      4  1.90× [1.85, 1.94]        48 %  1.96    2.02  4 threads share 2 usable
                                                       CPUs
  Throughput: work of 1 worker ÷ work of N workers, medians [95 % interval].
  Efficiency: throughput ÷ workers. busy: CPUs utilised. queued: runnable but
  waiting for a CPU (run-queue wait). Both in cores, on average. -: no cause is
  known.

throughput against 1 worker
1 worker   ████████████│                                      1.00×
2 workers  ███████████████████████▒│                          1.93×
3 workers  ██████████████████████▒▒            │              1.92×
4 workers  ██████████████████████▒                         │  1.90×
           0           1×          2×          3×          4×
▒ 95 % interval   │ ideal

2 fitted laws, predictions: --details
`);
});

const LAWS = `
law     selected (AICc)   RMSE  parameters
Amdahl  yes              0.02×  serial 0.0363
USL     no               0.02×  contention 0.0363, coherency 0
  RMSE: root mean square error of the throughput. serial: share that can’t be
  parallel. contention: share spent waiting for each other. coherency: share
  that each pair spends on agreeing. USL: Gunther’s Universal Scalability Law.
`;
const PREDICTIONS = `
not measured         workers  throughput
predicted by Amdahl        8       6.38×
predicted by Amdahl       64      19.47×
  Predicted as if there were a CPU for each worker.
`;

it('says which laws were fitted, and what they predict, to those who ask for details', () => {
  expect(textOf({})).toContain(LAWS + PREDICTIONS);
});

it('predicts for those who ask for that', () => {
  const text = shortText(makeScaleReport({ options: { predict: [64] } }));
  expect(text).toContain(PREDICTIONS);
  expect(text).not.toContain(LAWS);
  expect(text).toContain('\n2 fitted laws: --details\n');
});

describe.each(WIDTHS)('on a page of %d columns', (width) => {
  it.each([
    ['in Unicode', PLAIN],
    ['in colour', COLORED],
    ['in ASCII', ASCII_ONLY],
  ])('is never wider %s', (_how, palette) => {
    for (const report of [REPORT, EMPTY, ONCE]) {
      expect(widest(scaleText(report, { palette, width }))).toBeLessThanOrEqual(width);
    }
  });

  it('loses nothing', () => {
    const text = unbroken(scaleText(REPORT, { palette: PLAIN, width }));
    const said = [
      ...REPORT.points.flatMap(({ throughputX, efficiency, r, d, causes }) => [
        `${formatRatio(throughputX)}×`,
        formatShare(efficiency),
        formatRatio(r),
        formatRatio(d),
        ...causes.map(causeText),
      ]),
      '1.93× [1.88, 1.97]',
      'contention 0.0363, coherency 0',
      ...REPORT.predicted.map(({ throughputX }) => `${formatRatio(throughputX)}×`),
      'Knee: 2 workers, the fewest that reach 95 % of the highest throughput',
      '3 of 24 runs were disturbed. A quiet machine says more.',
      `Use 2 workers: ${REPORT.because}`,
    ];
    for (const part of said) expect(text).toContain(unbroken(part));
  });

  it('has only ASCII where the terminal shows no more', () => {
    expect(scaleText(REPORT, { palette: ASCII_ONLY, width })).toMatch(/^[\n -~]*$/);
  });

  it('adds nothing but colours in colour', () => {
    const colored = scaleText(REPORT, { palette: COLORED, width });
    expect(bare(colored)).toBe(scaleText(REPORT, { palette: PLAIN, width }));
    expect(colored).not.toBe(bare(colored));
  });

  it('marks each prediction as one, and as not measured', () => {
    const text = scaleText(REPORT, { palette: PLAIN, width });
    expect(text.match(/predicted by Amdahl/g)).toHaveLength(REPORT.predicted.length);
    expect(text).toContain('not measured');
    expect(unbroken(text)).toContain(unbroken('as if there were a CPU for each worker'));
  });

  it('is never wider whatever the figures', () => {
    const figure = fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }));
    const point = fc
      .record({
        workers: fc.integer({ min: 1, max: 4096 }),
        throughputX: fc.double({ min: 1e-4, max: 1e5, noNaN: true }),
        high: figure,
        r: figure,
        d: figure,
        causes: fc.array(anyCause, { maxLength: 2 }),
      })
      .map(({ high, throughputX, ...rest }) =>
        makePoint(rest.workers, {
          ...rest,
          throughputX,
          ci95: high === null ? null : [throughputX, Math.max(throughputX, high)],
        }),
      );
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 6 }),
        fc.constantFrom(PLAIN, ASCII_ONLY),
        (points, palette) => {
          expect(widest(textOf({ points }, width, palette))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('the bars', () => {
  it('show the ideal at as many times as there are workers', () => {
    const points = [1, 2].map((workers) => makePoint(workers, { throughputX: workers, ci95: null }));
    const bars = textOf({ points }, 80).match(/^\d workers? .*│/gm);
    expect(bars?.map((line) => line.indexOf('│'))).toEqual([11 + 24, 11 + 48]);
  });

  it('stay legible where the ideal is far beyond', () => {
    const points = [makePoint(1), makePoint(64, { throughputX: 1.9, ci95: null })];
    const text = textOf({ points }, 20);
    expect(text).toMatch(/\n64 workers {2}1\.90×\n█{8} +▸\n/);
    expect(unbroken(text)).toContain('▸furtherout');
  });

  it('are none for one number of workers', () => {
    expect(textOf({ points: [makePoint(1)] })).not.toContain('█');
  });
});

describe('what is unknown', () => {
  const text = scaleText(ONCE, { palette: PLAIN, width: 80 });

  it('is a question mark that is explained, never a nought', () => {
    expect(text).toMatch(/^ {6}1 {2}1\.00× +100 % +\? {4}0\.02$/m);
    expect(text).toMatch(/^ {6}2 {2}1\.93× \[\?\] +97 % +1\.96 +\?$/m);
    expect(unbroken(text)).toContain(unbroken('[?]: too few runs for an interval. ?: not known;'));
    expect(textOf({})).not.toContain('?');
  });

  it('leaves laws and predictions out, but says so of the knee and the recommendation', () => {
    expect(text).not.toMatch(/Amdahl|predicted/);
    expect(text).toMatch(
      /\nNo recommendation: too little was measured\nEnded early: [\s\S]*?\n\nKnee: unknown, as too little was measured\.\n/,
    );
  });

  it('says that it ended early', () => {
    expect(unbroken(text)).toContain(unbroken('Ended early: --timeout: 30 s elapsed. This is what was'));
  });
});

it('leaves out why where nothing was in the way', () => {
  const points = [makePoint(1), makePoint(2)];
  expect(textOf({ points })).toMatch(/^workers {2}throughput +efficiency +busy +queued$/m);
});

it('says that nothing was measured where nothing was', () => {
  expect(shortText(EMPTY)).toBe(
    'hash with more and more workers (threads)\nNo recommendation: nothing was run\n' +
      'hash: 2000 units on threads, no run, seed 1.\nA unit: the SHA-256 of 1024 bytes (built-in).\n\n' +
      'Knee: unknown, as too little was measured.\n\nNothing was measured.\n',
  );
});

it('says which law is selected', () => {
  const [amdahl, usl] = REPORT.fits;
  const believed = (fit: typeof amdahl | null) => textOf({ fit: fit ?? null }).match(/^(Amdahl|USL) +yes/gm);
  expect(believed(amdahl)).toEqual(['Amdahl  yes']);
  expect(believed(usl)).toEqual(['USL     yes']);
  expect(believed(null)).toBeNull();
});

it('is all on one line where that is wanted', () => {
  const page = { palette: PLAIN, width: 20 };
  expect(scaleLine(REPORT, page)).toBe(
    `Use 2 workers: ${REPORT.because}; throughput on threads by workers 1: 1.00×, 2: 1.93×, 3: 1.92×, 4: 1.90×\n`,
  );
  expect(scaleLine(EMPTY, page)).toBe('No recommendation: nothing was run\n');
});

import { describe, expect, it } from 'vitest';
import type { CoresReport } from '../../../../src/model/documents/cores-report.ts';
import { NO_COUNTS } from '../../../../src/model/machine/topology.ts';
import { SHORT } from '../../../../src/report/document/document.ts';
import { toAscii } from '../../../../src/report/style/glyphs.ts';
import { measuredWords } from '../../../../src/report/words/cores/cpus.ts';
import { recommendations } from '../../../../src/stats/recommend.ts';
import { makeCoresReport, makeMeasured, topologyOf } from '../../../fixtures/cores-report.ts';
import { ALDER_LAKE } from '../../../fixtures/machines.ts';
import { lineWriterOf, textWriterOf } from '../../../fixtures/rendered.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';

const coresText = textWriterOf('cores');
const coresLine = lineWriterOf('cores');
const WIDE = { palette: PLAIN, width: 200 };
const REPORT = makeCoresReport();
const NOTHING = makeCoresReport({
  machine: null,
  cpus: [],
  caches: [],
  counts: NO_COUNTS,
  sysroot: '/captured',
  limits: [],
  quotaCpus: null,
  effectiveCpus: null,
  measured: null,
  recommendedWorkers: null,
  recommendations: [],
});

/** The line that begins with a label. */
function lineOf(text: string, label: string): string {
  return text.split('\n').find((line) => line.startsWith(label)) ?? '';
}

describe('the text', () => {
  it('says what there is', () => {
    const text = coresText(REPORT, WIDE);
    expect(lineOf(text, 'CPUs ')).toMatch(
      /8 CPUs, 8 online, 8 allowed, 4 cores, 2 packages, 2 NUMA nodes, 2 L3 caches, up to 2 threads a core$/,
    );
    expect(lineOf(text, 'Caches')).toMatch(/4 × L1d 32 KiB, 4 × L1i 32 KiB, 4 × L2 1 MiB and 2 × L3 32 MiB$/);
    expect(lineOf(text, 'Test CPU')).toBe('Test CPU (Linux 6.18.0, Node v20.19.0)');
  });

  it('says what limits us, decimals and all, and that a part of it is unknown', () => {
    const text = coresText(REPORT, WIDE);
    expect(lineOf(text, 'quota (cgroup v2)')).toMatch(
      / 1\.5 {2}150000 of every 100000 us +\/sys\/fs\/cgroup/,
    );
    expect(lineOf(text, 'quota   ')).toMatch(/ \? {2}unknown: /);
    expect(lineOf(text, 'Effective')).toMatch(/1\.5 CPUs in the long run, as far as the limits can be read$/);
  });

  it('says how wrong everybody is', () => {
    const text = coresText(REPORT, WIDE);
    expect(lineOf(text, 'os.cpus().length')).toMatch(/ 8 +\+6\.5 {2}online/);
    expect(lineOf(text, 'nproc ≥ 9.8')).toMatch(/ 2 +\+0\.5 .*\(not asked\)$/);
    expect(lineOf(text, 'NCPUS')).toMatch(/ 1 +-0\.5 /);
    expect(lineOf(text, 'PBS_NP')).toMatch(/ \? +\? /);
    const right = {
      source: 'x',
      cpus: 2,
      rule: 'r',
      ruleCpus: 2,
      basis: 'asked',
      reference: null,
      wrongBy: 0,
    } as const;
    expect(lineOf(coresText(makeCoresReport({ claims: [right] }), WIDE), 'x ')).toMatch(/ 2 +right {2}r$/);
  });

  it('names only those who are wrong, unless details are asked for', () => {
    const [first, ...others] = REPORT.claims;
    if (first === undefined) throw new Error('nobody reports anything');
    const claims = [{ ...first, source: 'who is right', wrongBy: 0 }, first, ...others];
    const report = makeCoresReport({ claims });
    const short = textWriterOf('cores', SHORT)(report, WIDE);
    expect(short).toContain(`\n${first.source} `);
    expect(short).not.toContain('who is right');
    expect(short).toMatch(/\b1 correct count of CPUs: --details\n/);
    expect(coresText(report, WIDE)).toContain('\nwho is right ');
  });

  it('says how many workers are recommended, next to what is effective', () => {
    const at = (report: CoresReport) => coresText(report, WIDE).split('\n').slice(1, 3);
    expect(at(makeCoresReport({ limits: [], effectiveCpus: 2.5, recommendedWorkers: 2 }))).toEqual([
      'Effective: 2.5 CPUs in the long run',
      'Recommended: 2 workers, one for each whole CPU',
    ]);
    expect(at(NOTHING)).toEqual(['Effective: unknown', 'Recommended: unknown']);
  });

  it('does not say of a captured machine that nobody was asked', () => {
    expect(coresText(makeCoresReport({ sysroot: '/m' }), WIDE)).not.toContain('not asked');
  });

  it('says what was measured, and what was in the way', () => {
    expect(measuredWords(makeMeasured())).toBe(
      'busy 1.51, queued 6.49 (cores), throughput 1.46× one alone (8 burners, 0.80 s, ' +
        'throttled (CFS bandwidth) in 8 periods, steal <1 %); delayed by quota: throttled (CFS bandwidth) in 8 periods',
    );
    expect(measuredWords(makeMeasured({ r: null, d: null, throttledPeriods: null, causes: [] }))).toBe(
      'busy ?, queued ? (cores), throughput 1.46× one alone ' +
        '(8 burners, 0.80 s, throttling unknown, steal <1 %)',
    );
  });

  it('says that nothing is known rather than leaving it out', () => {
    const text = coresText(NOTHING, WIDE);
    expect(text).toMatch(/^CPU of unknown model \(captured in \/captured\)\n/);
    expect(lineOf(text, 'CPUs ')).toMatch(
      /unknown CPUs, unknown online, unknown allowed, unknown cores, unknown packages$/,
    );
    for (const label of ['Caches', 'Effective']) expect(lineOf(text, label)).toMatch(/ unknown$/);
    expect(lineOf(text, 'Measured')).toMatch(/ not measured$/);
  });

  it('never rounds a quota’s decimals away', () => {
    for (const cpus of [0.25, 3.99, 0.001]) {
      const text = coresText(makeCoresReport({ effectiveCpus: cpus, limits: [] }), WIDE);
      expect(lineOf(text, 'Effective')).toMatch(new RegExp(` ${cpus} CPUs in the long run$`));
    }
    expect(lineOf(coresText(makeCoresReport({ effectiveCpus: 1, limits: [] }), WIDE), 'Effective')).toMatch(
      / 1 CPU in the long run$/,
    );
  });
});

describe('at any width', () => {
  const report = makeCoresReport({ ...topologyOf(ALDER_LAKE) });
  const said = [
    ...report.limits.flatMap(({ source, detail, path }) => [source, detail, path ?? '']),
    ...report.claims.flatMap(({ source, rule }) => [source, rule]),
    ...report.warnings.flatMap(({ message, hint }) => [message, hint ?? '']),
    measuredWords(makeMeasured()),
  ];

  it.each([20, 40, 80, 120])('of %d columns every line fits and nothing is cut', (width) => {
    for (const one of [report, NOTHING]) {
      expect(widest(coresText(one, { palette: PLAIN, width }))).toBeLessThanOrEqual(width);
    }
    const text = unbroken(coresText(report, { palette: PLAIN, width }));
    for (const part of said) expect(text).toContain(unbroken(part));
  });

  it.each([20, 40, 80, 120])('of %d columns there is only ASCII where the locale has no more', (width) => {
    const text = coresText(report, { palette: ASCII_ONLY, width });
    expect(text).toMatch(/^[\n -~]*$/);
    for (const part of said) expect(unbroken(text)).toContain(unbroken(toAscii(part)));
  });

  it('every line fits in ASCII too, where “…” takes three columns', () => {
    for (const width of [20, 40, 80, 120]) {
      expect(widest(coresText(report, { palette: ASCII_ONLY, width }))).toBeLessThanOrEqual(width);
    }
  });

  it('colours change nothing but colours', () => {
    expect(bare(coresText(report, { palette: COLORED, width: 80 }))).toBe(
      coresText(report, { palette: PLAIN, width: 80 }),
    );
  });
});

describe('the shortest answer', () => {
  it('is the number of workers alone, or nothing where that is unknown', () => {
    expect(coresLine(makeCoresReport({ recommendedWorkers: 3 }), WIDE)).toBe('3\n');
    expect(coresLine(NOTHING, WIDE)).toBe('');
  });

  it('is the effective CPUs where decimals were asked for', () => {
    expect(coresLine(makeCoresReport({ options: { format: 'decimal' } }), WIDE)).toBe('1.5\n');
    expect(coresLine(makeCoresReport({ options: { format: 'integer' } }), WIDE)).toBe('1\n');
  });
});

it('says which of CPUs and memory decides, where somebody said what a worker takes', () => {
  const perWorker = { bytes: 2e9, measuredOf: null, mostWorkers: 3 };
  const report = makeCoresReport({ effectiveCpus: 8, recommendedWorkers: 3, perWorker });
  expect(coresText(report, WIDE)).toContain(
    'Recommended: 3 workers: 8 CPUs, but memory for 3 of 2.0 GB each',
  );
});

describe('the recommendation', () => {
  const asked = { options: { recommend: true } };

  it('is a line to type for each tool', () => {
    const report = makeCoresReport({
      ...asked,
      recommendedWorkers: 3,
      recommendations: recommendations(3),
    });
    const lines = recommendations(3).map(({ setting }) => `  ${setting}\n`);
    expect(coresLine(report, WIDE)).toBe(`3 workers, one for each whole CPU:\n${lines.join('')}`);
    for (const { setting } of recommendations(3)) expect(coresText(report, WIDE)).toContain(setting);
  });

  it('is unknown where nothing is known', () => {
    const report = { ...NOTHING, ...asked };
    expect(coresLine(report, WIDE)).toBe('How many workers: unknown\n');
    expect(coresText(report, WIDE)).toContain('How many workers: unknown');
  });
});

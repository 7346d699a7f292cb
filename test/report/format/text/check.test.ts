import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../../src/model/documents/check.ts';
import { summaryOf } from '../../../../src/report/document/check.ts';
import { SHORT } from '../../../../src/report/document/document.ts';
import type { Palette } from '../../../../src/report/style/output-style.ts';
import {
  FAILED,
  makeCheckReport,
  makeCheckResult,
  nastyReport,
  OPEN,
  PASSED,
} from '../../../fixtures/check-report.ts';
import { lineWriterOf, textWriterOf } from '../../../fixtures/rendered.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';

const checkText = textWriterOf('check', SHORT);
const checkLine = lineWriterOf('check');
const WIDTHS = [20, 40, 80, 120];
const textOf = (report: Partial<CheckReport>, width = 80, palette: Palette = PLAIN) =>
  checkText(makeCheckReport(report), { palette, width });

it('needs a line for what passes, and gives its reasons for what doesn’t', () => {
  expect(textOf({}, 100)).toBe(`Is this machine good for parallel work?
✘ FAIL  1 of 3 checks pass; fail: parallelism; inconclusive: leaked-workers; parallelism 0.50; 1
        worker recommended

✔ threads         busy 1.95, queued 0.03 (cores), PARALLEL
✘ parallelism     the required cores can be busy at the same time
  expected        at least 2.00 cores busy
  observed        busy 0.50, queued 1.45 (cores)
  because         the quota of /sys/fs/cgroup/cpu/ci allows 0.50 CPUs
? leaked-workers  no worker is leaked
  expected        every worker’s thread or process is gone
  observed        unknown
  because         no worker ran, or threads can’t be looked up here
  busy: CPUs utilised. queued: runnable but waiting for a CPU (run-queue wait). Both in cores, on
  average.
`);
});

it('lists checks, and says of those that run with --all alone that they do', () => {
  const extra = { ...PASSED, id: 'daemon', title: 'a daemon thread ends', isExtra: true } as const;
  const list = (checks: CheckReport['checks']) => textOf({ options: { list: true }, checks });
  expect(list([PASSED, extra])).toMatch(/^check +only with +passes when$/m);
  expect(list([PASSED, extra])).toMatch(/^daemon +--all +a daemon thread ends$/m);
  expect(list([PASSED])).not.toContain('only with');
});

it('ends with its warnings', () => {
  const warnings = [{ code: 'QUOTA_HIDDEN', message: 'a quota may apply', hint: 'Measure it.' }];
  expect(textOf({ warnings })).toMatch(/\n\nwarning: a quota may apply\. Measure it\.\n$/);
});

describe.each(WIDTHS)('on a page of %d columns', (width) => {
  it('is never wider, and nothing is cut', () => {
    const text = textOf({}, width);
    expect(widest(text)).toBeLessThanOrEqual(width);
    for (const { id, title, expected, observed, because } of [FAILED, OPEN]) {
      for (const part of [id, title, expected, observed, because]) {
        expect(unbroken(text)).toContain(unbroken(part));
      }
    }
    expect(unbroken(text)).toContain(unbroken(PASSED.observed));
    expect(unbroken(text)).toContain(unbroken(summaryOf(makeCheckReport())));
  });

  it.each([
    ['in colour', COLORED],
    ['in ASCII', ASCII_ONLY],
  ])('is never wider %s', (_how, palette) => {
    expect(widest(textOf({}, width, palette))).toBeLessThanOrEqual(width);
  });

  it('is never wider whatever the checks say', () => {
    fc.assert(
      fc.property(nastyReport, fc.constantFrom(PLAIN, ASCII_ONLY), (report, palette) => {
        expect(widest(checkText(report, { palette, width }))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('colours', () => {
  const colored = textOf({}, 80, COLORED);

  it('are all that they add', () => {
    expect(bare(colored)).toBe(textOf({}, 80));
    expect(colored).not.toBe(bare(colored));
  });

  it('are never the only thing that tells outcomes apart', () => {
    const marks = bare(colored).match(/^[✔✘?] \S+/gm);
    expect(marks).toEqual(['✘ FAIL', '✔ threads', '✘ parallelism', '? leaked-workers']);
  });
});

it('has no character beyond ASCII where the terminal shows none', () => {
  expect(textOf({}, 80, ASCII_ONLY)).toMatch(/^[\x20-\x7e\n]*$/);
});

describe('the summary', () => {
  it('is short where every check passes', () => {
    const report = makeCheckReport({
      checks: [PASSED],
      outcome: 'pass',
      parallelism: 1.95,
      recommendedWorkers: 2,
    });
    expect(summaryOf(report)).toBe('1 of 1 check passes; parallelism 1.95; 2 workers recommended');
  });

  it('names what fails and what is open', () => {
    const checks = [FAILED, OPEN, makeCheckResult({ id: 'claimed', outcome: 'fail' })];
    expect(summaryOf(makeCheckReport({ checks, parallelism: null, recommendedWorkers: null }))).toBe(
      '0 of 3 checks pass; fail: parallelism, claimed; inconclusive: leaked-workers',
    );
  });

  it('is all that -q prints, on one line', () => {
    expect(checkLine(makeCheckReport(), { palette: PLAIN, width: 20 })).toBe(
      'check: fail; 1 of 3 checks pass; fail: parallelism; inconclusive: leaked-workers; parallelism 0.50; 1 worker recommended\n',
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../src/model/documents/check.ts';
import { makeCheckReport, makeCheckResult, nastyReport } from '../../fixtures/check-report.ts';
import { writerOf } from '../../fixtures/rendered.ts';

const checkTap = writerOf('check', 'tap');

interface TestPoint {
  readonly ok: boolean;
  readonly number: number;
  readonly description: string;
  readonly skipped: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads TAP 13 line by line, and throws at a line that has no place in it. */
function parseTap(text: string): { plan: number; points: TestPoint[] } {
  const lines = text.split(/\r\n|\n|\r/);
  expect(lines.shift()).toBe('TAP version 13');
  expect(lines.pop()).toBe('');
  const plan = Number(/^1\.\.(\d+)(?: # SKIP .*)?$/.exec(lines.shift() ?? '')?.[1] ?? Number.NaN);
  const points: TestPoint[] = [];
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const match = /^(ok|not ok) (\d+) - ((?:\\.|[^\\#])*?)(?: # SKIP (.*))?$/s.exec(line);
    if (match === null) throw new Error(`no test point: ${JSON.stringify(line)}`);
    const [, ok, number, description = '', skipped = null] = match;
    points.push({
      ok: ok === 'ok',
      number: Number(number),
      description: description.replace(/\\(.)/gs, '$1'),
      skipped,
      details: parseDetails(lines),
    });
  }
  return { plan, points };
}

function parseDetails(lines: string[]): Record<string, unknown> {
  if (lines.shift() !== '  ---') throw new Error('a test point without its block');
  const details: Record<string, unknown> = {};
  for (;;) {
    const line = lines.shift();
    if (line === '  ...') return details;
    const [, key = '', value = ''] = /^ {2}(\w+): (".*")$/s.exec(line ?? '') ?? [];
    details[key] = JSON.parse(value);
  }
}

const pointsOf = (overrides: Partial<CheckReport>) => parseTap(checkTap(makeCheckReport(overrides))).points;

it('tells a check that passes, one that fails and one that is open', () => {
  expect(checkTap(makeCheckReport())).toBe(
    `TAP version 13
1..3
ok 1 - threads: threads run in parallel
  ---
  outcome: "pass"
  expected: "busy + queued at least 1.60 cores"
  observed: "busy 1.95, queued 0.03 (cores), PARALLEL"
  because: "they ran at the same time"
  ...
not ok 2 - parallelism: the required cores can be busy at the same time
  ---
  outcome: "fail"
  expected: "at least 2.00 cores busy"
  observed: "busy 0.50, queued 1.45 (cores)"
  because: "the quota of /sys/fs/cgroup/cpu/ci allows 0.50 CPUs"
  ...
ok 3 - leaked-workers: no worker is leaked # SKIP inconclusive: no worker ran, or threads can’t be looked up here
  ---
  outcome: "inconclusive"
  expected: "every worker’s thread or process is gone"
  observed: "unknown"
  because: "no worker ran, or threads can’t be looked up here"
  ...
`,
  );
});

describe('a check that is open', () => {
  it.each([{}, { inconclusive: 'pass' }])('is skipped with %j', (options) => {
    expect(pointsOf({ options })[2]).toMatchObject({
      ok: true,
      skipped: expect.stringMatching(/^inconclusive: /),
    });
  });

  it('is not ok with --inconclusive fail', () => {
    expect(pointsOf({ options: { inconclusive: 'fail' } })[2]).toMatchObject({ ok: false, skipped: null });
  });
});

it('begins no directive where a name has a #', () => {
  const [point] = pointsOf({ checks: [makeCheckResult({ title: 'C# \\ and # TODO', because: 'b' })] });
  expect(point).toMatchObject({ description: 'threads: C# \\ and # TODO', ok: true, skipped: null });
});

it('announces no tests where there are none', () => {
  expect(checkTap(makeCheckReport({ checks: [] }))).toBe('TAP version 13\n1..0 # SKIP nothing was checked\n');
});

it('keeps every check on its lines, whatever it says', () => {
  fc.assert(
    fc.property(nastyReport, (report) => {
      const openFails = report.options.inconclusive === 'fail';
      const { plan, points } = parseTap(checkTap(report));
      expect(plan).toBe(report.checks.length);
      expect(points.map(({ number }) => number)).toEqual(report.checks.map((_check, index) => index + 1));
      points.forEach(({ ok, skipped, details }, index) => {
        const { outcome, expected, observed, because } = report.checks[index] ?? makeCheckResult();
        expect(details).toEqual({ outcome, expected, observed, because });
        expect(ok).toBe(outcome === 'pass' || (outcome === 'inconclusive' && !openFails));
        expect(skipped !== null).toBe(outcome === 'inconclusive' && !openFails);
      });
    }),
  );
});

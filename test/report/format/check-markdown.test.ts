import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCheckReport, makeCheckResult, nastyReport } from '../../fixtures/check-report.ts';
import { writerOf } from '../../fixtures/rendered.ts';

const checkMarkdown = writerOf('check', 'md');

/** The table's cells, split where a reader of Markdown splits them. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)(?:\\\\)*\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

it('is a heading, a summary and a table', () => {
  const [head, about = ''] = checkMarkdown(makeCheckReport()).split('\n### About this run\n');
  expect(head).toBe(`## concur check: Is this machine good for parallel work?

**❌ FAIL:** 1 of 3 checks pass; fail: parallelism; inconclusive: leaked-workers; parallelism 0.50; 1 worker recommended

**Checks**

| ID | outcome | what | expected | observed | because | took |
|---|---|---|---|---|---|---|
| threads | ✅ pass | threads run in parallel | busy + queued at least 1.60 cores | busy 1.95, queued 0.03 (cores), PARALLEL | they ran at the same time | 1.75 s |
| parallelism | ❌ fail | the required cores can be busy at the same time | at least 2.00 cores busy | busy 0.50, queued 1.45 (cores) | the quota of /sys/fs/cgroup/cpu/ci allows 0.50 CPUs | (with threads) |
| leaked-workers | ❔ inconclusive | no worker is leaked | every worker’s thread or process is gone | unknown | no worker ran, or threads can’t be looked up here |  |

busy: CPUs utilised. queued: runnable but waiting for a CPU (run-queue wait). Both in cores, on average.
`);
  expect(about).toContain('- CPU: Test CPU\n');
});

it('tells warnings, each as a paragraph of its own', () => {
  const warnings = ['a *quota*', 'another'].map((message) => ({ code: 'X', message, hint: null }));
  expect(checkMarkdown(makeCheckReport({ warnings }))).toMatch(
    /\n> \*\*Warning:\*\* a \\\*quota\\\*\.\n\n> \*\*Warning:\*\* another\.\n\n### About this run\n/,
  );
});

describe('data', () => {
  it('is never markup', () => {
    const check = makeCheckResult({ because: '<img src=x> | [a](b) `c` *d* _e_ ~f~ &amp; \\' });
    const text = checkMarkdown(makeCheckReport({ checks: [check] }));
    expect(text).toContain('\\<img src=x\\> \\| \\[a\\](b) \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\&amp; \\\\ |');
  });

  it('keeps to its row and its cells, whatever it says', () => {
    fc.assert(
      fc.property(nastyReport, (report) => {
        const rows = rowsOf(checkMarkdown(report));
        expect(rows).toHaveLength(report.checks.length === 0 ? 0 : report.checks.length + 2);
        const columns = rows[0]?.length ?? 0;
        if (rows.length > 0) expect(columns).toBeGreaterThanOrEqual(3);
        for (const row of rows) expect(row).toHaveLength(columns);
      }),
    );
  });
});

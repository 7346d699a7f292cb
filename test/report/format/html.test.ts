import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { sourceHash } from '../../../src/report/format/html/page.ts';
import {
  makeObservation,
  makeReport,
  makeResult,
  makeTrialPlan,
  makeWorker,
} from '../../fixtures/builders.ts';
import { makeCheckReport } from '../../fixtures/check-report.ts';
import { makeCompareReport, makeRegression } from '../../fixtures/compare-report.ts';
import { makeCoresReport } from '../../fixtures/cores-report.ts';
import { writerOf } from '../../fixtures/rendered.ts';
import { makeScaleReport } from '../../fixtures/scale-report.ts';
import { makeWatchReport } from '../../fixtures/watch-report.ts';

const checkHtml = writerOf('check', 'html');
const compareHtml = writerOf('compare', 'html');
const coresHtml = writerOf('cores', 'html');
const demoHtml = writerOf('demo', 'html');
const scaleHtml = writerOf('scale', 'html');
const watchHtml = writerOf('watch', 'html');

/** What a reader sees of a page, without its script, its style sheet and its data. */
function textOf(page: string): string {
  return page
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
}

const PAGES = {
  demo: demoHtml(makeReport()),
  compare: compareHtml(makeCompareReport()),
  scale: scaleHtml(makeScaleReport()),
  cores: coresHtml(makeCoresReport()),
  check: checkHtml(makeCheckReport()),
  watch: watchHtml(makeWatchReport()),
} as const;

describe.each(Object.entries(PAGES))('the page of %s', (_, page) => {
  it('allows its own script and style sheet by their hashes, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(page)?.[1]
      ?.replaceAll('&#39;', "'");
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(policy).toBe(
      `default-src 'none'; script-src ${sourceHash(script)}; style-src ${sourceHash(style)}; base-uri 'none'; form-action 'none'`,
    );
  });

  it('loads nothing from anywhere, and has no style or handler that its policy would stop', () => {
    const markup = page.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\s(?:src|style|on\w+)=|<link|@import|url\(/);
    expect([...markup.matchAll(/href="([^"]*)"/g)].every(([, target]) => target?.startsWith('#'))).toBe(true);
  });

  it('keeps the licence of the charts’ library', () => {
    expect(page).toMatch(/uPlot[\s\S]*MIT License[\s\S]*Permission is hereby granted/);
  });

  it('says where and when it ran, with what, and how it ended', () => {
    const text = textOf(page);
    for (const part of ['Test CPU', 'concur 0.0.0', '2025-01-02 03:04 UTC', 'Exit'])
      expect(text).toContain(part);
  });

  it('has headings without a gap, one of them the page’s', () => {
    const levels = [...page.matchAll(/<h(\d)\b/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
  });

  it('is small', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(200e3);
  });
});

describe('what a page says', () => {
  it('of an experiment: verdict, reason, claims with words beside their colours, workers', () => {
    const text = textOf(PAGES.demo);
    expect(text).toContain('✔ HOLDS because all 1 claims hold');
    expect(text).toContain('the sky is blue ✔ holds blue blue');
    expect(text).toMatch(/w1 100 101 off 0-1 0: 100 % 1\.00k 4 \+ 70 90 % · 5 % · 5 %/);
  });

  it('of several experiments: each at a glance, with a link', () => {
    const other = makeResult({ name: 'sea', question: 'Is the sea blue?', outcome: 'fails' });
    const page = demoHtml(makeReport({ scenarios: [makeResult(), other] }));
    expect(textOf(page)).toContain('sea ✘ fails Is the sea blue?');
    expect(page).toContain('<a href="#experiment-1">sea</a>');
    expect(page).toContain('id="experiment-1"');
  });

  it('of a worker that failed: why', () => {
    const fault = { message: 'it threw <Error>', code: null, signal: null };
    const trial = makeObservation({ workers: [makeWorker({ state: 'failed', fault })] });
    const text = textOf(demoHtml(makeReport({ scenarios: [makeResult({ trials: [trial] })] })));
    expect(text).toContain('w1: it threw <Error>');
  });

  it('of a dry run: what would run', () => {
    const result = makeResult({ trials: [], plan: { asked: 'a look', trials: [makeTrialPlan()] } });
    expect(textOf(demoHtml(makeReport({ scenarios: [result] })))).toContain('would run: a trial');
  });

  it('of a comparison: what to use, each against each, every run', () => {
    const text = textOf(PAGES.compare);
    expect(text).toContain('Use threads with 2 workers');
    expect(text).toContain('On work, threads is faster than loop: 1.93× [1.88, 1.97].');
    expect(text).toContain('On work, processes is the same as threads');
    expect(text).toContain('A point is one of 24 runs');
    expect(text).toContain('All 24 runs');
  });

  it('of a baseline: what has become slower', () => {
    const regressions = [makeRegression({ outcome: 'fail', ratio: 1.4 })];
    expect(textOf(compareHtml(makeCompareReport({ regressions })))).toMatch(
      /Against the baseline .*time of threads, now ÷ baseline ✘ fail at most \+10 % 1\.40×/,
    );
  });

  it('of scaling: how many to use, the points, the knee, the laws', () => {
    const text = textOf(PAGES.scale);
    expect(text).toContain('Use 2 workers');
    expect(text).toContain('2 1.93× [1.88, 1.97] 97 %');
    expect(text).toContain('Knee: 2 workers, the fewest that reach 95 % of the highest throughput');
    expect(text).toContain('Amdahl yes 0.02× serial 0.0363');
  });

  it('of cores: each CPU, each limit, who is wrong and by how much', () => {
    const text = textOf(PAGES.cores);
    expect(text).toContain('Effective : 1.5 CPUs in the long run, as far as the limits can be read');
    expect(text).toContain('core 3 3 ● allowed 7 ● allowed');
    expect(text).toContain('nproc ≥ 9.8 2 +0.5');
    expect(text).toContain('make 1 make -j1');
  });

  it('of a check: the outcome, and each check with its reason', () => {
    const text = textOf(PAGES.check);
    expect(text).toContain('✘ FAIL 1 of 3 checks pass');
    expect(text).toContain('parallelism ✘ fail the required cores can be busy');
    expect(text).toContain('the quota of /sys/fs/cgroup/cpu/ci allows 0.50 CPUs');
  });

  it('of a watched program: its threads, how many cores were busy at once, how it ended', () => {
    const text = textOf(PAGES.watch);
    expect(text).toContain('PARALLEL : 2 threads kept 1.97 cores busy at once');
    expect(text).toContain('2 97 %');
    expect(text).toContain('exit code 0');
  });

  it('of a warning: its hint too', () => {
    const warnings = [{ code: 'X', message: 'not pinned', hint: 'Install taskset.' }];
    expect(textOf(demoHtml(makeReport({ warnings })))).toContain('Warning: not pinned. Install taskset.');
  });
});

it('draws documents of a version that had no timelines', () => {
  const old = JSON.parse(JSON.stringify(makeReport({ scenarios: [makeResult()] })));
  for (const trial of old.scenarios[0].trials) delete trial.timeline;
  expect(demoHtml(old)).not.toContain('data-chart="timeline"');
});

it('makes trusted markup in two places alone', () => {
  const folder = join(packageRoot(), 'src', 'report', 'format', 'html');
  const makers = readdirSync(folder).filter((file) =>
    readFileSync(join(folder, file), 'utf8').includes('Html.trusted('),
  );
  expect(makers).toEqual(['markup.ts', 'page.ts']);
});

import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printableLine } from '../../src/base/text/printable.ts';
import { makeBlockedReport } from '../fixtures/blocked-report.ts';
import { makeReport, makeResult } from '../fixtures/builders.ts';
import { makeCheckReport } from '../fixtures/check-report.ts';
import { makeCompareReport, makeRun } from '../fixtures/compare-report.ts';
import { makeCoresReport, topologyOf } from '../fixtures/cores-report.ts';
import { makeLargeReport } from '../fixtures/large-report.ts';
import { writerOf } from '../fixtures/rendered.ts';
import { makeScaleReport } from '../fixtures/scale-report.ts';
import { makeTimeline } from '../fixtures/timeline.ts';
import { makeWatchedThread, makeWatchReport } from '../fixtures/watch-report.ts';
import { CHROMIUM, launchBrowser, type OpenPage, openHtml } from '../harness/browser.ts';

if (CHROMIUM === null) process.stderr.write('skipped: HTML reports in a browser (no Chromium in PATH)\n');

const checkHtml = writerOf('check', 'html');
const compareHtml = writerOf('compare', 'html');
const coresHtml = writerOf('cores', 'html');
const demoHtml = writerOf('demo', 'html');
const scaleHtml = writerOf('scale', 'html');
const watchHtml = writerOf('watch', 'html');
const COMPARED = makeCompareReport({
  runs: [1, 2].map((round) => makeRun({ round, timeline: makeTimeline({ lengthUs: round * 1e6 }) })),
});
const PAGES = {
  demo: demoHtml(makeReport()),
  compare: compareHtml(COMPARED),
  scale: scaleHtml(makeScaleReport()),
  cores: coresHtml(makeCoresReport()),
  check: checkHtml(makeCheckReport()),
  watch: watchHtml(makeWatchReport()),
  'watch, blocked': watchHtml(makeBlockedReport()),
} as const;

describe.skipIf(CHROMIUM === null)('a report in a browser', () => {
  let browser: Browser;
  const open: OpenPage[] = [];
  const show = async (
    ...args: Parameters<typeof openHtml> extends [Browser, ...infer Rest] ? Rest : never
  ) => {
    const opened = await openHtml(browser, ...args);
    open.push(opened);
    return opened;
  };
  /** Milliseconds until its charts are drawn. */
  const timeToOpen = async (html: string) => {
    const startMs = performance.now();
    const { page, complaints } = await show(html);
    await page.locator('figure').first().scrollIntoViewIfNeeded();
    await page.locator('figure canvas').nth(1).waitFor();
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(complaints).toEqual([]);
    return performance.now() - startMs;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    for (const one of open) await one.close();
    await browser.close();
  });

  it.each(Object.entries(PAGES))(
    'opens that of %s without a complaint, and asks nobody for anything',
    async (_, html) => {
      const { page, complaints } = await show(html);
      for (const figure of await page.locator('figure[data-chart]').all()) {
        await figure.scrollIntoViewIfNeeded();
        await figure.locator('canvas').first().waitFor();
      }
      expect(await page.locator('h1').count()).toBe(1);
      expect(complaints).toEqual([]);
    },
  );

  it.each(Object.entries(PAGES))(
    'shows that of %s on a telephone without scrolling sideways',
    async (_, html) => {
      const { page } = await show(html, { viewport: { width: 360, height: 740 } });
      for (const figure of await page.locator('figure[data-chart]').all())
        await figure.scrollIntoViewIfNeeded();
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) (one as unknown as { open: boolean }).open = true;
      });
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(360);
    },
  );

  it('says under the pointer what a thread did there', async () => {
    const { page } = await show(PAGES.demo);
    const chart = page.getByRole('application', { name: /^By thread/ });
    await hover(chart, 0.45, 0.25);
    const reading = page.locator('.tip:visible');
    expect(await reading.textContent()).toBe(
      'w1 (PID 100, TID 101), CPU 0, 400.0 ms to 500.0 ms: running 98.0 ms, queued 1.0 ms, blocked 1.0 ms',
    );
  });

  it('says under the pointer what a thread was blocked in, and what a phase was', async () => {
    const { page } = await show(PAGES['watch, blocked']);
    await page.locator('figure[data-chart]').scrollIntoViewIfNeeded();
    const tip = page.locator('.tip:visible');
    await hover(page.getByRole('application', { name: /^By thread/ }), 0.05, 0.25);
    expect(await tip.textContent()).toMatch(/blocked 1\.0 ms \(lock\)$/);
    await hover(page.getByRole('application', { name: /^Phases/ }), 0.8, 0.5);
    await expect
      .poll(() => tip.allTextContents())
      .toContain('600.0 ms to 1000.0 ms: parallel, 2 threads ran at once');
  });

  it('says under the pointer who ran on a core', async () => {
    const { page } = await show(PAGES.demo);
    await hover(page.getByRole('application', { name: /^By core/ }), 0.5, 0.75);
    expect(await page.locator('.tip:visible').textContent()).toBe(
      'CPU 1, 0.0 ms to 1000.0 ms: w2 ran 980 ms (98 %)',
    );
  });

  it('zooms both charts of a timeline by dragging, and shows all again after a double click', async () => {
    const { page } = await show(PAGES.demo);
    const chart = page.getByRole('application', { name: /^By core/ });
    const axes = () =>
      page
        .locator('.uplot canvas')
        .evaluateAll((all) => all.map((one) => (one as unknown as { toDataURL(): string }).toDataURL()));
    await hover(chart, 0.5, 0.5);
    const before = await axes();
    const box = await boxOf(chart);
    await page.mouse.move(box.x + box.width * 0.4, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(axes).not.toEqual(before);
    const zoomed = await axes();
    expect(zoomed.every((image, index) => image !== before[index])).toBe(true);
    await page.mouse.dblclick(box.x + box.width / 2, box.y + 20);
    await expect.poll(axes).toEqual(before);
  });

  it('is read with keys alone: arrows move, what they find is announced, plus zooms, Escape leaves', async () => {
    const { page } = await show(PAGES.demo);
    const chart = page.getByRole('application', { name: /^By thread/ });
    await chart.scrollIntoViewIfNeeded();
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    const reading = page.locator('.reading[aria-live=polite]');
    await expect
      .poll(() => reading.textContent())
      .toContain('w1 (PID 100, TID 101), CPU 0, 0.0 ms to 100.0 ms');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => reading.textContent())
      .toContain('w2 (PID 100, TID 102), CPU 1, 100.0 ms to 200.0 ms');
    const image = () =>
      chart
        .locator('canvas')
        .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());
    const before = await image();
    await page.keyboard.press('+');
    await expect.poll(image).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(image).toBe(before);
    await page.keyboard.press('Escape');
    expect(await chart.evaluate((host) => host.matches(':focus'))).toBe(false);
  });

  it('tells a screen reader the verdict, the claims and what each chart shows', async () => {
    const { page } = await show(PAGES.demo);
    await page.locator('figure canvas').first().waitFor();
    const tree = await page.locator('body').ariaSnapshot();
    expect(tree).toContain('heading "sky: Which colour is the sky?" [level=1]');
    expect(tree).toMatch(/strong: HOLDS\n\s+- text: because all 1 claims hold/);
    expect(tree).toContain('rowheader "the sky is blue"');
    expect(tree).toContain('columnheader "expected"');
    expect(tree).toContain(
      'Who ran on each core, and what each thread did: 2 threads on CPUs 0-1 in 1.00 s.',
    );
    expect(tree).toMatch(/application "By core, a trial\. Arrow keys move/);
  });

  it('draws the run that was chosen, and says so in its table', async () => {
    const { page } = await show(PAGES.compare);
    const figure = page.locator('figure[data-chart=timeline]').first();
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('canvas').first().waitFor();
    expect(await figure.locator('caption').textContent()).toContain('round 2');
    await figure.getByRole('combobox', { name: 'Run' }).selectOption('round 1');
    expect(await figure.locator('caption').textContent()).toContain('round 1');
    expect(await figure.locator('canvas').count()).toBe(2);
  });

  it('draws the timelines of several experiments when they are unfolded', async () => {
    const scenarios = [makeResult(), makeResult({ name: 'sea' })];
    const { page, complaints } = await show(demoHtml(makeReport({ scenarios })));
    expect(await page.locator('canvas').count()).toBe(0);
    await page.getByText('1 trial of sea: workers and timelines').click();
    await page.locator('canvas').nth(1).waitFor();
    expect((await boxOf(page.getByRole('application', { name: /^By core/ }))).width).toBeGreaterThan(800);
    expect(complaints).toEqual([]);
  });

  it('is whole without scripts: what charts show stands in tables', async () => {
    const { page } = await show(PAGES.scale, { javaScriptEnabled: false });
    expect(await page.getByRole('cell', { name: '1.93× [1.88, 1.97]' }).isVisible()).toBe(true);
    expect(await page.locator('figcaption').first().isVisible()).toBe(true);
  });

  it.each([
    '<script>alert(1)</script>',
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '"><img src=x onerror=alert(1)>',
    '\u2028alert(1)\u2029',
    '$\u007balert(1)}`',
  ])('shows a command like %s, and doesn’t run it', async (nasty) => {
    const shown = printableLine(nasty);
    const track = makeTimeline().threads.map((thread) => ({ ...thread, name: nasty }));
    const report = makeWatchReport({
      command: [nasty],
      because: nasty,
      threads: [makeWatchedThread({ comm: nasty })],
      warnings: [{ code: nasty, message: nasty, hint: nasty }],
      options: { [nasty]: nasty },
      timeline: makeTimeline({ threads: track }),
    });
    const { page, complaints } = await show(watchHtml(report));
    await page.locator('figure canvas').first().waitFor();
    await hover(page.getByRole('application', { name: /^By thread/ }), 0.5, 0.25);
    expect(await page.locator('.tip:visible').textContent()).toContain(shown);
    // A title is one line, however its command was broken.
    expect(await page.locator('h1').textContent()).toBe(nasty.replace(/\s+/g, ' '));
    expect(await page.locator('tbody th').first().textContent()).toBe(shown);
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows a machine of 1,024 CPUs', async () => {
    const shape = { packages: 4, coresPerPackage: 128, threadsPerCore: 2 };
    const { page, complaints } = await show(coresHtml(makeCoresReport(topologyOf(shape))));
    expect(await page.locator('.cpu').count()).toBe(1024);
    expect(complaints).toEqual([]);
  });

  it('opens 100,000 looks at 64 workers in less than ten times the time of 10,000', async () => {
    const [few, many] = [10_000, 100_000].map((looks) => demoHtml(makeLargeReport(64, looks)));
    expect(Buffer.byteLength(many as string)).toBeLessThan(5e6);
    const times: { few: number; many: number }[] = [];
    for (let tries = 0; tries < 3; tries++)
      times.push({ few: await timeToOpen(few as string), many: await timeToOpen(many as string) });
    const least = (of: 'few' | 'many') => Math.min(...times.map((time) => time[of]));
    process.stderr.write(`opened in ${Math.round(least('few'))} and ${Math.round(least('many'))} ms\n`);
    expect(least('many')).toBeLessThan(10 * least('few'));
  });

  it('unfolds everything for paper, in the colours of day', async () => {
    const { page } = await show(PAGES.demo, { colorScheme: 'dark' });
    const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(await paper()).toBe('rgb(20, 23, 27)');
    await page.emulateMedia({ media: 'print' });
    await expect.poll(paper).toBe('rgb(255, 255, 255)');
    await expect.poll(() => page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('.buttons').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => page.locator('details[open]').count()).toBe(0);
  });
});

/** Moves the pointer to a place in a chart’s plot, both as shares. */
async function hover(chart: Locator, right: number, down: number): Promise<void> {
  const box = await boxOf(chart);
  await chart.page().mouse.move(box.x + box.width * right, box.y + box.height * down);
}

async function boxOf(chart: Locator) {
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.locator('.u-over').boundingBox();
  if (box === null) throw new Error('the chart isn’t there');
  return box;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatBytes, formatCount, formatNs } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { makeLargeReport } from '../../test/fixtures/large-report.ts';
import { rendered } from '../../test/fixtures/rendered.ts';
import { CHROMIUM, launchBrowser, openHtml } from '../../test/harness/browser.ts';
import type { Line, Measured } from '../line.ts';
import { type Candidate, type Experiment, type Row, together } from '../row.ts';
import type { Site } from '../site.ts';
import { growthOver } from './growth.ts';
import { cpuLine, type Timed, timedStarts, wallLine } from './timed.ts';

const WORKERS = 64;
/** Samples of all workers together. */
const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;
const GOAL_SIZE = 100_000;
const FORMATS = ['json', 'html', 'text', 'perfetto'] as const;
const GOAL_BYTES = 1.5e6;

/** What reports of many samples cost: to write them, to hold them, to open the page. */
export const report: Row = {
  name: 'REPORT',
  about: 'what a report of many samples costs',
  limit:
    'Until an empty page of ours is drawn, Chromium takes more than half of the time: a context and a tab of their own, the layout, two frames. `concur report` itself checks what was saved against its schema, which takes longer than to write the page.',
  needs: [],
  rounds: { full: 9, quick: 3 },
  async prepare(site) {
    const reports = new Map(SIZES.map((size) => [size, makeLargeReport(WORKERS, size)]));
    for (const [size, one] of reports) writeFileSync(fileOf(site, size), rendered('demo', 'json', one));
    const page = rendered('demo', 'html', makeLargeReport(WORKERS, GOAL_SIZE));
    return together([written(reports), saved(site), await opened(page)]);
  },
};

interface Written {
  readonly cpuNs: number;
  readonly bytes: number;
}

/** The report turned into a text, here: without the start of Node, and without reading what was saved. */
function written(reports: ReadonlyMap<number, unknown>): Experiment<unknown> {
  const candidates = FORMATS.flatMap((format) =>
    [...reports].map(([size, one]): Candidate<Written> => {
      const run = async () => {
        const before = process.cpuUsage();
        const text = rendered('demo', format, one as never);
        const { user, system } = process.cpuUsage(before);
        return { cpuNs: (user + system) * 1e3, bytes: Buffer.byteLength(text) };
      };
      return { name: `${format} ${size}`, run };
    }),
  );
  return {
    candidates,
    lines(results) {
      const of = (format: string, size: number) => results(`${format} ${size}`) as readonly Written[];
      const grown = (format: string, name: keyof Written) => (size: number) =>
        of(format, size).map((each) => each[name]);
      const page = of('html', GOAL_SIZE).map(({ bytes }) => bytes);
      return [
        {
          what: `size of the page of ${formatCount(GOAL_SIZE)} samples / 1.5 MB`,
          values: page.map((bytes) => bytes / GOAL_BYTES),
          unit: 'ratio',
          goals: [{ atMost: 1 }],
          behind: formatBytes(median(page)),
        },
        ...FORMATS.flatMap((format) => [
          grownLine(`CPU time to write ${format}`, grown(format, 'cpuNs'), formatNs),
          grownLine(`size of ${format}`, grown(format, 'bytes'), formatBytes),
        ]),
      ];
    },
  };
}

/** How something grows with the number of samples; linear is what one that reads all of them can reach. */
function grownLine(
  what: string,
  valuesAt: (size: number) => readonly number[],
  format: (value: number) => string,
): Measured {
  return growthOver(what, { sizes: SIZES, noun: 'samples', valuesAt }, format, [{ atMost: 1.1 }]);
}

/** `concur report`, which reads what was saved, checks it and writes the page. */
function saved(site: Site): Experiment<unknown> {
  const page = `html=${join(site.scratchDir, 'report.html')}`;
  const starts = SIZES.map(
    (size) => [`${size}`, [site.concur, 'report', fileOf(site, size), '--export', page, '-q']] as const,
  );
  return {
    candidates: timedStarts(site, { bare: ['-e', '0'], ...Object.fromEntries(starts) }),
    lines(found) {
      const results = (name: string) => found(name) as readonly Timed[];
      const what = `concur report of ${formatCount(GOAL_SIZE)} samples --export html`;
      return [
        secondsLine(
          what,
          results(`${GOAL_SIZE}`).map(({ wallNs }) => wallNs),
        ),
        wallLine(results, what, `${GOAL_SIZE}`, []),
        cpuLine(results, what, `${GOAL_SIZE}`, []),
        peakLine((size) => results(`${size}`).map(({ peakBytes }) => peakBytes)),
      ];
    },
  };
}

function peakLine(peaksAt: (size: number) => readonly (number | null)[]): Line {
  const what = 'peak memory of concur report --export html';
  if (SIZES.some((size) => peaksAt(size).includes(null))) return { what, skipped: 'no C compiler' };
  return grownLine(what, (size) => peaksAt(size).map((bytes) => bytes ?? Number.NaN), formatBytes);
}

/** The page in a browser that runs already: until its charts are drawn. */
async function opened(html: string): Promise<Experiment<unknown>> {
  const what = `the page of ${formatCount(GOAL_SIZE)} samples in Chromium, until its charts are drawn`;
  if (CHROMIUM === null) return { candidates: [], lines: () => [{ what, skipped: 'no Chromium' }] };
  const browser = await launchBrowser();
  const run = async () => {
    const startMs = performance.now();
    const { page, close } = await openHtml(browser, html);
    await page.locator('figure').first().scrollIntoViewIfNeeded();
    await page.locator('figure canvas').nth(1).waitFor();
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const ns = (performance.now() - startMs) * 1e6;
    await close();
    return ns;
  };
  return {
    candidates: [{ name: 'opened', run }],
    lines: (results) => [secondsLine(what, results('opened') as readonly number[])],
    close: () => browser.close(),
  };
}

function secondsLine(what: string, ns: readonly number[]): Measured {
  return { what, values: ns.map((one) => one / 1e9), unit: 'seconds', goals: [{ atMost: 0.7 }], behind: '' };
}

function fileOf({ scratchDir }: Site, size: number): string {
  return join(scratchDir, `report-${size}.json`);
}

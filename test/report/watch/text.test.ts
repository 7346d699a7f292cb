import { describe, expect, it } from 'vitest';
import type { WatchReport } from '../../../src/model/watch.ts';
import { WATCH_EXPORTERS } from '../../../src/report/export/watch/index.ts';
import { watchLine, watchText } from '../../../src/report/export/watch/text.ts';
import { makePalette, NO_COLORS } from '../../../src/report/palette.ts';
import { everyFormat } from '../../fixtures/every-format.ts';
import { makeWatchedThread, makeWatchReport } from '../../fixtures/watch-report.ts';

const page = (width: number, unicode = true) => ({
  palette: makePalette({ color: NO_COLORS, unicode }),
  width,
});
const many = Array.from({ length: 40 }, (_, index) =>
  makeWatchedThread({ tid: 101 + index, comm: `w${index}` }),
);
const REPORTS: Record<string, WatchReport> = {
  'two threads': makeWatchReport(),
  'many threads': makeWatchReport({ threads: many, omittedThreads: 7 }),
  'nothing seen': makeWatchReport({
    threads: [],
    r: null,
    d: null,
    kind: null,
    coresBusy: [],
    because: 'it was over',
  }),
  'a process': makeWatchReport({ command: null, end: null }),
  'a long command': makeWatchReport({ command: ['/a/very/long/path/'.repeat(20), '--and', 'arguments'] }),
  'killed, with warnings': makeWatchReport({
    end: { code: null, signal: 'SIGKILL' },
    warnings: [{ code: 'X', message: 'this says little', hint: 'Look more often.' }],
  }),
};

describe.each(Object.entries(REPORTS))('the text of %s', (_, report) => {
  it.each([20, 40, 80, 120])('fits %i columns', (width) => {
    const lines = watchText(report, page(width)).split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  it('is ASCII where the terminal is', () => {
    expect(watchText(report, page(80, false))).toMatch(/^[\u0000-\u007f]*$/);
  });

  it('is the same from a document that was saved', async () => {
    const saved = JSON.parse(WATCH_EXPORTERS.json(report));
    for (const toText of await everyFormat<WatchReport>(WATCH_EXPORTERS))
      expect(toText(saved)).toBe(toText(report));
  });
});

describe('the text of a watch', () => {
  const text = (overrides: Partial<WatchReport> = {}) => watchText(makeWatchReport(overrides), page(80));

  it('says what was watched, who ran where, and the verdict with its reason', () => {
    expect(text()).toMatch(/^stress-ng --cpu 2 \(PID 100\): 2 threads in 1\.00 s, 20 looks\n/);
    expect(text()).toMatch(/^w1 +100 +101 +0 +0 +4 \+ 10 +980 ms$/m);
    expect(text()).toMatch(/^w1 101 +█{20} +98 % · 1 % · 1 %$/m);
    expect(text()).toMatch(/R 1\.97 {2}D 0\.02 {2}PARALLEL, because 2 threads kept 1\.97 cores busy at once/);
    expect(text()).toMatch(/Cores busy at once, share of the time: 1: 3 %, 2: 97 %/);
  });

  it('shows sixteen threads and counts the others', () => {
    const shown = watchText(REPORTS['many threads'] as WatchReport, page(80));
    expect(shown).toMatch(/^\+31 more, which ran 23\.\d+ s in all or more$/m);
    expect(shown.match(/^w\d+ +100 /gm)).toHaveLength(16);
  });

  it('says how the command ended only where it did not end well', () => {
    expect(text()).not.toContain('The command');
    expect(text({ end: { code: 7, signal: null } })).toContain('The command ended with exit code 7.');
    expect(text({ end: { code: null, signal: 'SIGTERM' } })).toContain('The command was ended by SIGTERM.');
  });

  it('lets no name of a thread and no command move the cursor', () => {
    const threads = [makeWatchedThread({ comm: 'a\u001b[2Jb' })];
    const shown = text({ threads, command: ['sh', '-c', 'printf "\u001b[H"\nls'] });
    expect(shown).not.toContain('\u001b');
    expect(shown).toMatch(/^sh -c printf "\?\[H"\?ls/);
  });

  it('is a line when asked for the shortest answer', () => {
    expect(watchLine(makeWatchReport(), page(80))).toBe(
      'PARALLEL, because 2 threads kept 1.97 cores busy at once\n',
    );
  });

  it('has a row for each thread as CSV and as Markdown', () => {
    expect(WATCH_EXPORTERS.csv(makeWatchReport()).trim().split('\n')).toHaveLength(3);
    const hostile = makeWatchReport({
      threads: [makeWatchedThread({ comm: '<b>|x' })],
      command: ['<script>'],
    });
    const markdown = WATCH_EXPORTERS.md(hostile);
    expect(markdown).not.toContain('<script>');
    expect(markdown).not.toContain('<b>|');
  });
});

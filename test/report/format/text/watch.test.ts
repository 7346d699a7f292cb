import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../../src/model/cause.ts';
import type { WatchReport } from '../../../../src/model/documents/watch.ts';
import { WHOLE } from '../../../../src/report/document/document.ts';
import { watchDocument } from '../../../../src/report/document/watch/watch.ts';
import { documentText } from '../../../../src/report/format/text.ts';
import { makePalette, NO_COLORS } from '../../../../src/report/style/output-style.ts';
import { lockText } from '../../../../src/report/words/causes.ts';
import { deadlockWords } from '../../../../src/report/words/deadlock.ts';
import { makeBlockedReport, makeLock } from '../../../fixtures/blocked-report.ts';
import { everyFormat } from '../../../fixtures/every-format.ts';
import { lineWriterOf, textWriterOf, writerOf } from '../../../fixtures/rendered.ts';
import { unbroken } from '../../../fixtures/text.ts';
import { makeWatchedThread, makeWatchReport } from '../../../fixtures/watch-report.ts';

const watchText = textWriterOf('watch');
const watchLine = lineWriterOf('watch');
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
  'blocked threads': makeBlockedReport(),
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
    const saved = JSON.parse(writerOf('watch', 'json')(report));
    for (const toText of everyFormat('watch')) expect(toText(saved)).toBe(toText(report));
  });
});

describe('the text of a watch', () => {
  const text = (overrides: Partial<WatchReport> = {}) => watchText(makeWatchReport(overrides), page(80));

  it('says what was watched, who ran where, and the verdict with its reason', () => {
    expect(text()).toMatch(/^stress-ng --cpu 2\nPARALLEL: .*\nPID 100: 2 threads in 1\.00 s, 20 samples\.\n/);
    expect(text()).toMatch(/^w1 +100 +101 +0 +0 +4 \+ 10 +980 ms$/m);
    expect(text()).toMatch(/^w1 101 +█{20} +98 % · 1 % · 1 %$/m);
    expect(text()).toMatch(
      /\nPARALLEL: 2 threads kept 1\.97 cores busy at once\n.*\n\nall threads busy 1\.97, queued 0\.02 \(cores\)/,
    );
    expect(text()).toMatch(/cores busy {2}share of the time\n +1 {2}3 %\n +2 {2}97 %/);
  });

  it('shows sixteen threads and counts the others', () => {
    const shown = watchText(REPORTS['many threads'] as WatchReport, page(80));
    expect(shown).toMatch(/^ {2}\+31 more, which ran 23\.\d+ s in all or more$/m);
    expect(shown.match(/^w\d+ +100 /gm)).toHaveLength(16);
  });

  it('says in a bar and in words what a thread was blocked in, with a legend of those letters alone', () => {
    const shown = watchText(makeBlockedReport(), page(80));
    expect(shown).toMatch(/^worker-1 101 {2}█+▒LLLLLLLLLLLLSRRWW {2}10 % · 5 % · 85 %, lock 60 %$/m);
    expect(shown).toMatch(
      /running {2}▒ queued {2}blocked in: L lock {2}S sleep {2}E event loop {2}R read {2}W write$/m,
    );
  });

  it('names locks and their holders', () => {
    const shown = watchText(makeBlockedReport({ deadlock: null }), page(120));
    expect(shown).toContain(
      'lock A, counter_lock in m: 2 threads, 1.20 s in all, held by "worker-1" (tid 101)',
    );
    expect(unbroken(shown)).toContain(
      '1futexwithonethread,parkedthere(ajoin,anidlethread,oralockwhoseholderisn’tknown):900msinall',
    );
  });

  it('names a lock once: where the verdict does, its list has figures alone', () => {
    const lock: Cause = {
      kind: 'lock',
      between: 'threads',
      switchesPerSecond: 200,
      at: { ...makeLock(), isMutex: true, waiting: 1.8 },
    };
    const because = `2 threads, one at a time: ${lockText(lock)}`;
    const shown = watchText(makeBlockedReport({ deadlock: null, because, causes: [lock] }), page(120));
    expect(shown.match(/counter_lock in m/g)).toHaveLength(1);
    expect(shown).toContain('lock A: 2 threads, 1.20 s in all, held by "worker-1" (tid 101)');
    expect(shown).not.toContain('delayed by');
    const told = makeBlockedReport({ deadlock: null, because: 'something else', causes: [lock] });
    expect(watchText(told, page(120)).match(/counter_lock in m/g)).toHaveLength(1);
    expect(watchText(told, page(120))).toContain('delayed by lock: counter_lock in m');
  });

  it('lists locks at which only idle threads waited as one, unless the whole program waits', () => {
    const locks = [makeLock(), makeLock({ id: 'B', owner: null, waiters: [201, 202], ns: 1.5e9 })];
    const working = watchText(makeBlockedReport({ deadlock: null, locks }), page(120));
    expect(working).toContain('lock A, counter_lock in m');
    expect(working).toContain('1 futex at which only threads waited that hardly ran (a pool): 1.50 s in all');
    expect(working).not.toContain('lock B');
    const waiting = watchText(makeBlockedReport({ deadlock: null, locks, kind: 'WAITING' }), page(120));
    expect(waiting).toContain('lock B, counter_lock in m: 2 threads, 1.50 s in all');
    expect(waiting).not.toContain('threads that did the work');
  });

  it('draws a deadlock, and says once who waits for what: as the verdict, or else below the drawing', () => {
    const report = makeBlockedReport();
    const words = deadlockWords({ threads: report.deadlock ?? [], locks: report.locks });
    for (const because of [words, `${words}; a process left the program`, '2 threads wait']) {
      const shown = watchText({ ...report, because }, page(120));
      expect(shown).toMatch(/^┌▸ "worker-1" \(tid 101\)$/m);
      expect(shown).toMatch(/^│ {4}waits for lock C$/m);
      expect(unbroken(shown).match(/adeadlock:"worker-1"\(tid101\)waitsforlockC/g)).toHaveLength(1);
      expect(shown.match(/counter_lock in m/g)).toHaveLength(1);
      expect(shown).toMatch(/^ {2}lock A: 2 threads wait for ever, 1\.20 s in all so far$/m);
    }
  });

  it('shows threads that are alike in one row, or each of them when asked for', () => {
    const report = makeBlockedReport();
    expect(watchText(report, page(80))).toMatch(/^helper ×3 +100 /m);
    const all = documentText(watchDocument(report, { ...WHOLE, allThreads: true }), page(80));
    expect(all.match(/^helper +100 +20\d /gm)).toHaveLength(3);
    expect(all).not.toContain('--threads');
    expect(writerOf('watch', 'csv')(report).trim().split('\n')).toHaveLength(6);
  });

  it('says what could not be read, and why', () => {
    const shown = watchText(makeBlockedReport(), page(120));
    expect(shown).toContain('What 3 threads waited for couldn’t be read: the kernel refused it.');
  });

  it('says how the command ended', () => {
    expect(unbroken(text())).toContain('endedwithexitcode0');
    expect(text({ end: { code: 7, signal: null } })).toMatch(/ended\s+with\s+exit\s+code 7/);
    expect(text({ end: { code: null, signal: 'SIGTERM' } })).toMatch(/ended\s+with\s+signal\s+SIGTERM/);
  });

  it('says how many threads could not be followed, and why', () => {
    const shown = text({ unfollowed: { threads: 3, why: 'concur may not open more files (ulimit -n)' } });
    expect(unbroken(shown)).toContain('notfollowed3threads:concurmaynotopenmorefiles(ulimit-n)');
    expect(text()).not.toContain('not followed');
  });

  it('keeps a thread to its row, whatever its name', () => {
    const shown = text({ threads: [makeWatchedThread({ comm: 'a) R 1\nb' })] });
    expect(shown).toMatch(/^a\) R 1\\nb +100 +101 /m);
  });

  it('lets no name of a thread and no command move the cursor', () => {
    const threads = [makeWatchedThread({ comm: 'a\u001b[2Jb' })];
    const shown = text({ threads, command: ['sh', '-c', 'printf "\u001b[H"\nls'] });
    expect(shown).not.toContain('\u001b');
    expect(shown).toMatch(/^sh -c printf "\\x1b\[H" ls\n/);
  });

  it('is a line when asked for the shortest answer', () => {
    expect(watchLine(makeWatchReport(), page(80))).toBe(
      'PARALLEL, because 2 threads kept 1.97 cores busy at once\n',
    );
  });

  it('has a row for each thread as CSV and as Markdown', () => {
    expect(writerOf('watch', 'csv')(makeWatchReport()).trim().split('\n')).toHaveLength(3);
    const hostile = makeWatchReport({
      threads: [makeWatchedThread({ comm: '<b>|x' })],
      command: ['<script>'],
    });
    const markdown = writerOf('watch', 'md')(hostile);
    expect(markdown).not.toContain('<script>');
    expect(markdown).not.toContain('<b>|');
  });
});

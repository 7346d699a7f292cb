import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_WAITS, UNKNOWN_WAITS } from '../../../../src/model/waits.ts';
import { watchRows } from '../../../../src/report/live/watch/rows.ts';
import { makePalette, NO_COLORS } from '../../../../src/report/style/output-style.ts';
import type { RecentThread } from '../../../../src/run/watch/follow/recent.ts';

const PALETTE = makePalette({ color: NO_COLORS, unicode: true });

/** One that ran and was queued for such shares of the last second, and was blocked for the rest of it. */
function thread({
  running = 0.5,
  waiting = 0.25,
  ...overrides
}: Partial<RecentThread> & { readonly running?: number; readonly waiting?: number } = {}): RecentThread {
  const [runNs, runDelayNs] = [running * 1e9, waiting * 1e9];
  const blockedNs = 1e9 - runNs - runDelayNs;
  return {
    comm: 'python3',
    pid: 1,
    tid: 12345,
    cpu: 1,
    runNs,
    runDelayNs,
    blockedNs,
    waits: UNKNOWN_WAITS,
    migrations: 3,
    ...overrides,
  };
}

const rows = (threads: readonly RecentThread[], width: number, most = 10) =>
  watchRows(threads, 65_000, { most, width }, PALETTE);

describe('the rows of a watched program', () => {
  it('show name, TID, core, the three parts, their shares and migrations', () => {
    expect(rows([thread()], 99)[0]).toBe(
      'python3   12345 CPU 1   ████████████▒▒▒▒▒▒······  50 % ·  25 % ·  25 %  3 migrated',
    );
  });

  it('say what a thread is blocked in, where it mostly is', () => {
    const waiting = thread({ running: 0.1, waiting: 0, waits: { ...NO_WAITS, eventLoop: 0.9e9 } });
    expect(rows([waiting], 110)[0]).toMatch(/ 90 % {2}event loop {2}3 migrated$/);
    expect(rows([thread({ waits: { ...NO_WAITS, lock: 0.25e9 } })], 110)[0]).not.toContain('lock');
    expect(rows([{ ...waiting, waits: UNKNOWN_WAITS }], 110)[0]).toMatch(/ 90 % {2}3 migrated$/);
  });

  it('draw what a thread was blocked in as the report does, and explain those letters alone', () => {
    const waits = { ...NO_WAITS, lock: 0.5e9, sleep: 0.125e9, read: 1e6 };
    const shown = rows([thread({ running: 0.25, waiting: 0, waits })], 99);
    expect(shown[0]).toContain(' ██████LLLLLLLLLLLLSSS··· ');
    expect(shown[1]).toBe(
      '01:05 busy 0.25 · queued 0.00 · 1 thread · █ running  ▒ queued  L lock  S sleep  · unknown',
    );
    expect(rows([thread()], 99)[1]).toMatch(/1 thread · █ running {2}▒ queued {2}· blocked$/);
  });

  it('have their bars below each other, whether or not they name a wait', () => {
    const waiting = thread({ running: 0.1, waiting: 0, waits: { ...NO_WAITS, eventLoop: 0.9e9 } });
    const [one, other] = rows([thread({ tid: 1, running: 0.7 }), { ...waiting, tid: 2 }], 80);
    expect(other).toMatch(/E {2}10 % .* event loop {2}3 migrated$/);
    expect(one).toMatch(/ 3 migrated$/);
    expect(one?.indexOf('  70 %')).toBe(other?.indexOf('  10 %'));
  });

  it('have bars of one length, however often their threads migrated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1e6 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 12, max: 130 }),
        (counts, width) => {
          const threads = counts.map((migrations, index) => thread({ migrations, tid: index + 1 }));
          const bars = rows(threads, width).map((line) => /[█▒·]{4,}/.exec(line)?.[0].length ?? 0);
          expect(new Set(bars.slice(0, threads.length)).size).toBe(1);
        },
      ),
    );
  });

  it('know nothing of a thread that was just found', () => {
    const found = thread({ running: 0, waiting: 0, blockedNs: 0 });
    expect(rows([found], 99)[0]).toMatch(/^python3 {3}12345 CPU 1 {3}\? +3 migrated$/);
  });

  it('put those first that run most, and always say how many there are and what they got', () => {
    const threads = [
      thread({ tid: 1, running: 0.1 }),
      thread({ tid: 2, running: 0.7, waiting: 0 }),
      thread({ tid: 3 }),
    ];
    const shown = rows(threads, 79, 3);
    expect(shown).toHaveLength(3);
    expect(shown[0]).toContain(' 3 CPU');
    expect(shown[1]).toContain(' 2 CPU');
    expect(shown[2]).toBe('01:05 busy 1.30 · queued 0.50 · +1 more · 3 threads');
  });

  it('never are wider than the terminal, or more than there is room for', () => {
    const threads = fc.array(
      fc.record({
        comm: fc.string({ maxLength: 15 }),
        pid: fc.nat(4_194_304),
        tid: fc.nat(4_194_304),
        cpu: fc.option(fc.nat(8191)),
        runNs: fc.nat(2e9),
        runDelayNs: fc.nat(2e9),
        blockedNs: fc.nat(2e9),
        waits: fc.constantFrom(UNKNOWN_WAITS, { ...NO_WAITS, lock: 1e9, sleep: 1e8 }),
        migrations: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(
        threads,
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 20 }),
        (all, width, most) => {
          const shown = rows(all, width, most);
          expect(shown.length).toBeLessThanOrEqual(most);
          for (const row of shown) expect(row.length).toBeLessThanOrEqual(width);
          expect(shown.join('')).toMatch(/^[^\u0000-\u001f]*$/);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchRows } from '../../../../src/report/live/watch/rows.ts';
import { makePalette, NO_COLORS } from '../../../../src/report/style/output-style.ts';
import type { RecentThread } from '../../../../src/run/watch/follow/recent.ts';

const PALETTE = makePalette({ color: NO_COLORS, unicode: true });

function thread(overrides: Partial<RecentThread> = {}): RecentThread {
  return {
    comm: 'python3',
    pid: 1,
    tid: 12345,
    cpu: 1,
    running: 0.5,
    waiting: 0.25,
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
    const waiting = thread({ running: 0.1, waiting: 0, wait: 'eventLoop' });
    expect(rows([waiting], 110)[0]).toMatch(/ 90 % {2}event loop {2}3 migrated$/);
    expect(rows([thread({ wait: 'lock' })], 110)[0]).not.toContain('lock');
    expect(rows([{ ...waiting, wait: null }], 110)[0]).toMatch(/ 90 % {2}3 migrated$/);
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
        running: fc.double({ min: 0, max: 1, noNaN: true }),
        waiting: fc.constant(0),
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

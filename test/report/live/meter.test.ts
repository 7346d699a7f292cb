import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockText, type Meter, meterTexts, shareOf } from '../../../src/report/live/meter.ts';
import type { Palette } from '../../../src/report/style/output-style.ts';
import { ASCII_ONLY, PLAIN } from '../../fixtures/text.ts';

/** 45 of 100 steps after 2.25 s: 20 a second, and 2.75 s to go. */
const HALF_WAY: Meter = {
  label: 'Core 0',
  labelWidth: 6,
  progress: { done: 45, total: 100, of: 'units' },
  elapsedMs: 2250,
  note: null,
  failed: false,
  identity: 'CPU 0 PID 4711 TID 4712',
};
const TIMED: Meter = { ...HALF_WAY, progress: { done: 750, total: 1500, of: 'ms' }, elapsedMs: 750 };

const meterText = (meter: Meter, width: number, palette: Palette) =>
  meterTexts([meter], width, palette)[0] ?? '';

describe('meterTexts', () => {
  it.each([
    [
      120,
      'Core 0  45 %|█████████████░░░░░░░░░░░░░░░░░|  45/100 [00:02<00:03, 20.0/s] CPU 0 PID 4711 TID 4712',
    ],
    [80, 'Core 0  45 %|█████░░░░░░░|  45/100 [00:02<00:03, 20.0/s] CPU 0 PID 4711 TID 4712'],
    [40, 'Core 0  45 %|████████░░░░░░░░░░|  45/100'],
    [20, 'Core 0  45 %|██░░░░|'],
    [10, 'Core 0  45'],
  ])('leaves out the least needed at %d columns', (width, text) => {
    expect(meterText(HALF_WAY, width, PLAIN)).toBe(text);
    expect(text.length).toBeLessThanOrEqual(width);
  });

  it.each([
    [
      120,
      'Core 0  45 %|#############-----------------|  45/100 [00:02<00:03, 20.0/s] CPU 0 PID 4711 TID 4712',
    ],
    [40, 'Core 0  45 %|########----------|  45/100'],
  ])('draws in ASCII at %d columns where the locale has no more', (width, text) => {
    expect(meterText(HALF_WAY, width, ASCII_ONLY)).toBe(text);
  });

  it.each([
    [120, 'Core 0  50 %|███████████████░░░░░░░░░░░░░░░| [00:01<00:01] CPU 0 PID 4711 TID 4712'],
    [40, 'Core 0  50 %|██████░░░░░░| [00:01<00:01]'],
    [20, 'Core 0  50 %|███░░░|'],
  ])('counts no units of a timed work at %d columns', (width, text) => {
    expect(meterText(TIMED, width, PLAIN)).toBe(text);
  });

  it('says how a worker failed in place of the figures, as far as there is room', () => {
    const failed = { ...HALF_WAY, failed: true, note: 'FAILED: exited with code 7' };
    expect(meterText(failed, 80, PLAIN)).toBe('Core 0  45 % FAILED: exited with code 7');
    expect(meterText(failed, 20, PLAIN)).toBe('Core 0  45 % FAILED:');
  });

  it('knows no rest and no rate before the first step', () => {
    const fresh = { ...HALF_WAY, progress: { done: 0, total: 100, of: 'units' as const }, elapsedMs: 0 };
    expect(meterText(fresh, 60, PLAIN)).toContain('|   0/100 [00:00<?]');
  });

  it('is full at the end, and not before', () => {
    const at = (done: number) =>
      meterText({ ...HALF_WAY, progress: { done, total: 1000, of: 'units' } }, 80, PLAIN);
    expect(at(1000)).toContain('100 %|█████████');
    expect(at(1000)).not.toContain('░');
    expect(at(999)).toContain(' 99 %|');
    expect(at(999)).toContain('░');
  });

  it('lines bars up under each other where labels differ in length', () => {
    const texts = ['w1', 'Worker 10'].map((label) =>
      meterText({ ...HALF_WAY, label, labelWidth: 9 }, 80, PLAIN),
    );
    expect(texts[0]?.indexOf('|')).toBe(texts[1]?.indexOf('|'));
  });

  it('makes bars of one length, whatever stands behind each', () => {
    const meters = [
      { ...HALF_WAY, identity: 'CPU 0 PID 12' },
      { ...HALF_WAY, identity: 'CPU 10 PID 123456 TID 123457' },
      { ...HALF_WAY, note: 'starting' },
    ];
    for (let width = 1; width <= 140; width++) {
      const [one = '', other = '', starting] = meterTexts(meters, width, PLAIN);
      const cells = (text: string) => /\|(.*?)\|/.exec(text)?.[1]?.length;
      expect(cells(one)).toBe(cells(other));
      expect(starting).not.toContain('|');
      for (const text of [one, other]) expect(text.length).toBeLessThanOrEqual(width);
    }
    expect(meterTexts([], 80, PLAIN)).toEqual([]);
  });

  it('shows each of a hundred steps as its own percentage', () => {
    for (let done = 0; done <= 100; done++) {
      const text = meterText({ ...HALF_WAY, progress: { done, total: 100, of: 'units' } }, 80, PLAIN);
      expect(text).toContain(` ${done} %|`);
    }
  });

  it('cuts a long label where else nothing but that would be left', () => {
    const long = { ...HALF_WAY, label: 'a-host-with-a-long-name', labelWidth: 23 };
    expect(meterText(long, 40, PLAIN)).toBe('a-host-with-a-long-name  45 %|████░░░░░|');
    expect(meterText(long, 20, PLAIN)).toBe('a-host-with-a-  45 %');
    expect(meterText({ ...long, note: 'silent for 3 s' }, 40, PLAIN)).toBe(
      'a-host-with-a-long-name  45 % silent for',
    );
    expect(meterText({ ...long, note: 'silent for 3 s' }, 20, PLAIN)).toBe('a-host-w  45 % silen');
    expect(meterText({ ...long, label: 'failed' }, 20, PLAIN)).toBe('failed          45 %');
  });

  it('fits any width, whatever it shows', () => {
    const meter = fc.record({
      label: fc.string({ maxLength: 30 }),
      labelWidth: fc.nat({ max: 30 }),
      progress: fc.record({
        done: fc.nat(),
        total: fc.nat(),
        of: fc.constantFrom('units' as const, 'ms' as const),
      }),
      elapsedMs: fc.nat(),
      note: fc.option(fc.string()),
      failed: fc.boolean(),
      identity: fc.string({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(meter, fc.integer({ min: 1, max: 200 }), fc.boolean(), (some, width, ascii) => {
        expect(meterText(some, width, ascii ? ASCII_ONLY : PLAIN).length).toBeLessThanOrEqual(width);
      }),
    );
  });
});

it.each([
  [0, '00:00'],
  [499, '00:00'],
  [500, '00:01'],
  [59_499, '00:59'],
  [59_500, '01:00'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
  [360_000_000, '100:00:00'],
])('writes %d ms as %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

it('takes nothing to do for done, and never more than all', () => {
  expect(shareOf({ done: 0, total: 0, of: 'units' })).toBe(1);
  expect(shareOf({ done: 12, total: 10, of: 'units' })).toBe(1);
  expect(shareOf({ done: 5, total: 20, of: 'units' })).toBe(0.25);
});

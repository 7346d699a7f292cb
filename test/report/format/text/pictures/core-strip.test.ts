import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timeline } from '../../../../../src/model/trial/timeline.ts';
import { coreStripLines } from '../../../../../src/report/format/text/pictures/core-strip.ts';
import { makePalette, NO_COLORS } from '../../../../../src/report/style/output-style.ts';
import { arbitraryTimeline } from '../../../../fixtures/arbitrary-timeline.ts';
import { makeTimeline, makeTrack } from '../../../../fixtures/timeline.ts';

const page = (width = 80) => ({ palette: makePalette({ color: NO_COLORS, unicode: true }), width });
const strips = (timeline: Timeline | null | undefined, width = 80) => coreStripLines(timeline, page(width));
const count = (line: string | undefined, mark: string) => (line ?? '').split('|')[1]?.split(mark).length ?? 1;

describe('the strips of the cores', () => {
  it('show who ran where, and say whose mark is whose', () => {
    const lines = strips(makeTimeline());
    expect(lines[0]).toMatch(/^CPU 0 \|[1·]{60}\|$/);
    expect(lines[1]).toMatch(/^CPU 1 \|[2·]{60}\|$/);
    expect(lines[2]).toBe('1 w1  2 w2  · none of them');
  });

  it('give each thread as many cells as it had time', () => {
    const half = makeTrack({ runUs: [0, ...Array(10).fill(50_000)] });
    const quarter = makeTrack({ name: 'w2', runUs: [0, ...Array(10).fill(25_000)] });
    const [strip] = strips(makeTimeline({ threads: [half, quarter] }));
    expect([count(strip, '1') - 1, count(strip, '2') - 1, count(strip, '·') - 1]).toEqual([30, 15, 15]);
  });

  it('show a thread that moved on the one core and then on the other', () => {
    const moved = makeTrack({ cpu: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1] });
    const other = makeTrack({ name: 'w2', runUs: Array(11).fill(0) });
    const lines = strips(makeTimeline({ threads: [moved, other] }));
    expect(lines[0]).toMatch(/^CPU 0 \|[1·]{30}·{30}\|$/);
    expect(lines[1]).toMatch(/^CPU 1 \|·{30}[1·]{30}\|$/);
  });

  it('are left out where they tell nothing', () => {
    expect(strips(null)).toEqual([]);
    expect(strips(undefined)).toEqual([]);
    expect(strips(makeTimeline({ threads: [makeTrack()] }))).toEqual([]);
    const asleep = makeTrack({ runUs: Array(11).fill(0) });
    expect(strips(makeTimeline({ threads: [asleep, asleep] }))).toEqual([]);
  });

  it('fit any terminal, for any number of threads and cores', () => {
    fc.assert(
      fc.property(arbitraryTimeline(), fc.integer({ min: 20, max: 140 }), (timeline, width) => {
        for (const line of strips(timeline, width)) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
    const many = Array.from({ length: 100 }, (_, cpu) =>
      makeTrack({ name: `w${cpu}`, cpu: Array(11).fill(cpu) }),
    );
    const lines = strips(makeTimeline({ threads: many }));
    expect(lines.filter((line) => line.startsWith('CPU '))).toHaveLength(16);
    expect(lines).toContain('+84 more CPUs');
  });
});

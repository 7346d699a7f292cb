import { describe, expect, it } from 'vitest';
import { coreStripLines } from '../../../../../src/report/format/text/pictures/core-strip.ts';
import { phaseLegend, phaseStrip } from '../../../../../src/report/format/text/pictures/phase-strip.ts';
import { makePhase } from '../../../../fixtures/blocked-report.ts';
import { ASCII_ONLY, PLAIN } from '../../../../fixtures/text.ts';
import { makeTimeline } from '../../../../fixtures/timeline.ts';

const SERIAL = makePhase({ manner: 'serial', endNs: 0.5e9 });
const PARALLEL = makePhase({ manner: 'parallel', startNs: 0.5e9, endNs: 1e9 });

describe('the strip of phases', () => {
  it('has a letter for each cell, by what the program did in its middle', () => {
    expect(phaseStrip([SERIAL, PARALLEL], 1e6, 10, PLAIN)).toBe('SSSSSPPPPP');
    expect(phaseLegend([SERIAL, PARALLEL, SERIAL])).toBe('S serial  P parallel');
  });

  it('shows where a phase begins that is like the one before', () => {
    const again = { ...PARALLEL, manner: 'serial' } as const;
    expect(phaseStrip([SERIAL, again], 1e6, 10, PLAIN)).toBe('SSSSS│SSSS');
    expect(phaseStrip([SERIAL, again], 1e6, 10, ASCII_ONLY)).toBe('SSSSS|SSSS');
  });

  it('marks a phase without a verdict, and goes on to the end where the last phase is over before', () => {
    const unknown = { ...PARALLEL, endNs: 0.8e9, manner: null };
    expect(phaseStrip([SERIAL, unknown], 1e6, 10, PLAIN)).toBe('SSSSS?????');
  });

  it('stands above those of the cores, as long as they are; and alone where one thread ran', () => {
    const style = { palette: PLAIN, width: 60 };
    const lines = coreStripLines(makeTimeline(), style, [SERIAL, PARALLEL]);
    expect(lines[0]).toMatch(/^phases \|S{25,26}P{25,26}\|$/);
    expect(lines[1]).toBe('S serial  P parallel');
    expect(lines[2]).toMatch(/^CPU 0 {2}\|/);
    expect(lines[2]).toHaveLength(lines[0]?.length ?? 0);
    const [only] = makeTimeline().threads;
    const alone = makeTimeline({ threads: only === undefined ? [] : [only] });
    expect(coreStripLines(alone, style, [SERIAL, PARALLEL])).toHaveLength(2);
    expect(coreStripLines(alone, style)).toEqual([]);
  });
});

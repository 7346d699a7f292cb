import type { Manner, Phase } from '../../../../model/phases.ts';
import type { Colors, Palette } from '../../../style/output-style.ts';
import { PHASE_MARKS, phaseLetter } from '../../../style/phase-marks.ts';
import { mannerName } from '../../../words/phases.ts';

/** Stands before the strip, as `CPU 0` does before a core’s. */
export const PHASES_LABEL = 'phases ';

/** Which phase each cell shows, by its index: that in which its middle lies. */
export function phaseCells(phases: readonly Phase[], lengthUs: number, cells: number): number[] {
  const cellNs = (lengthUs * 1e3) / cells;
  return Array.from({ length: cells }, (_, cell) => {
    const index = phases.findIndex(({ endNs }) => (cell + 0.5) * cellNs < endNs);
    return index < 0 ? phases.length - 1 : index;
  });
}

/** A letter for each cell; where a phase begins that uses cores as the last one did, an edge. */
export function phaseStrip(
  phases: readonly Phase[],
  lengthUs: number,
  cells: number,
  { color, glyphs }: Palette,
): string {
  const shown = phaseCells(phases, lengthUs, cells);
  return shown
    .map((phase, cell) => {
      const before = shown[cell - 1];
      const manner = phases[phase]?.manner ?? null;
      const isEdge = before !== undefined && before !== phase && phases[before]?.manner === manner;
      return isEdge ? glyphs.chart.reference : paintOf(manner, color)(phaseLetter(manner));
    })
    .join('');
}

/** `S serial  P parallel`: the letters that occur. */
export function phaseLegend(phases: readonly Phase[]): string {
  const manners = [...new Set(phases.map(({ manner }) => manner))];
  return manners.map((manner) => `${phaseLetter(manner)} ${mannerName({ manner })}`).join('  ');
}

function paintOf(manner: Manner | null, color: Colors): (text: string) => string {
  return color[manner === null ? 'dim' : PHASE_MARKS[manner].color];
}

import type { WaitKind } from '../../model/waits.ts';
import type { Colors, Palette } from './output-style.ts';
import type { TimeShares } from './time-split.ts';
import { WAIT_MARKS } from './wait-marks.ts';

/** How many of `cells` each part gets: in all exactly that many, by largest remainder. */
export function cellsOf({ running, waiting, blocked }: TimeShares, cells: number): [number, number, number] {
  return shareOut([running, waiting, blocked], cells) as [number, number, number];
}

/** How many of the blocked cells each kind of wait gets; null for what isn’t known. None of them is empty. */
export function blockedCells(
  { blocked, waits }: TimeShares,
  cells: number,
): { readonly kind: WaitKind | null; readonly cells: number }[] {
  const parts = waits ?? [{ kind: null, share: blocked }];
  const counts = shareOut(
    parts.map(({ share }) => (blocked > 0 ? share / blocked : 0)),
    cells,
  );
  return parts
    .map(({ kind }, index) => ({ kind, cells: counts[index] ?? 0 }))
    .filter(({ cells }) => cells > 0);
}

/** A part of a bar in one colour: beside its pattern, never instead of it. */
export interface BarPart {
  readonly text: string;
  readonly color: keyof Colors;
}

/** The parts of a bar that is `cells` wide. */
export function barParts(split: TimeShares, cells: number, { glyphs }: Palette): BarPart[] {
  const [running, waiting, blocked] = cellsOf(split, cells);
  return [
    { text: glyphs.full.repeat(running), color: 'green' },
    { text: glyphs.waiting.repeat(waiting), color: 'yellow' },
    ...blockedCells(split, blocked).map(({ kind, cells: count }): BarPart => {
      const mark = kind === null ? { letter: glyphs.blocked, color: 'dim' as const } : WAIT_MARKS[kind];
      return { text: mark.letter.repeat(count), color: mark.color };
    }),
  ];
}

/** The bar itself, `cells` wide. */
export function threePartBar(split: TimeShares | null, cells: number, palette: Palette): string {
  if (split === null) return '?'.repeat(Math.min(1, cells));
  return barParts(split, cells, palette)
    .map(({ text, color }) => palette.color[color](text))
    .join('');
}

/** Cells for shares of 1: in all exactly that many, by largest remainder. */
function shareOut(shares: readonly number[], cells: number): number[] {
  const exact = shares.map((share) => share * cells);
  const counts = exact.map(Math.floor);
  const missing = cells - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact.map((_, part) => part).sort((a, b) => remainder(exact, b) - remainder(exact, a));
  for (const part of byRemainder.slice(0, missing)) counts[part] = (counts[part] ?? 0) + 1;
  return counts;
}

function remainder(exact: readonly number[], part: number): number {
  const value = exact[part] ?? 0;
  return value - Math.floor(value);
}

import { formatRatio } from '../../base/units.ts';
import type { Estimate } from '../../model/stat.ts';

/** `1.93×`. */
export function times(ratio: number | null): string {
  return ratio === null ? '?' : `${formatRatio(ratio)}×`;
}

/** `1.93× [1.88, 1.97]`; `[?]` where there were too few runs for an interval. */
export function estimate({ ratio, ci95 }: Estimate): string {
  return ratio === null ? '?' : `${times(ratio)} ${interval(ci95)}`;
}

/** `[1.88, 1.97]`. */
export function interval(ci95: Estimate['ci95']): string {
  return ci95 === null ? '[?]' : `[${ci95.map(formatRatio).join(', ')}]`;
}

/** `?`, `? + ?`. */
const UNKNOWN = /(^| )\?( |$)/;

/** What the marks of figures that aren't known mean, for those that can be seen. */
export function unknownNotes(cells: readonly string[]): string[] {
  return [
    ...(cells.some((cell) => cell.includes('[?]')) ? ['[?]: too few runs for an interval.'] : []),
    ...(cells.some((cell) => UNKNOWN.test(cell))
      ? ['?: not known; it couldn’t be read, or wasn’t measured.']
      : []),
  ];
}

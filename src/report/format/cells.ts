import { formatShare } from '../../base/units.ts';
import type { Cell } from '../document/section.ts';
import type { TimeSplit } from '../style/three-part-bar.ts';

/** A cell in words, where nothing can be drawn. */
export function wordsOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if ('outcome' in cell) return cell.outcome;
  if ('share' in cell) return formatShare(cell.share);
  if ('code' in cell) return cell.code;
  if ('target' in cell) return cell.text;
  return splitWords(cell.split);
}

/** `98 % · 1 % · 1 %`: running, queued, blocked. */
export function splitWords(split: TimeSplit | null): string {
  return split === null
    ? 'unknown'
    : [split.running, split.waiting, split.blocked].map(formatShare).join(' · ');
}

import { formatShare } from '../../base/units.ts';
import type { Cell } from '../document/section.ts';
import type { TimeSplit } from '../style/time-split.ts';
import { largestWait, WAIT_NAMES } from '../words/wait-names.ts';

/** A cell in words, where nothing can be drawn. */
export function wordsOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if ('outcome' in cell) return cell.outcome;
  if ('share' in cell) return formatShare(cell.share);
  if ('code' in cell) return cell.code;
  if ('target' in cell) return cell.text;
  return splitWords(cell.split);
}

/** `30 % · 1 % · 69 %, lock 64 %`: running, queued, blocked, and what it was blocked in most. */
export function splitWords(split: TimeSplit | null): string {
  if (split === null) return 'unknown';
  const { running, waiting, blocked, waits = [] } = split;
  const parts = [running, waiting, blocked].map(formatShare).join(' · ');
  const largest = largestWait(waits);
  return largest === null ? parts : `${parts}, ${WAIT_NAMES[largest.kind]} ${formatShare(largest.share)}`;
}

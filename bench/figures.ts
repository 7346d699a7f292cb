import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Measured } from './line.ts';
import type { MeasuredRow } from './measure.ts';
import type { Quietness } from './quiet.ts';
import { type Summary, summaryOf } from './summary.ts';

const FILE = fileURLToPath(new URL('figures.json', import.meta.url));

/** A line as it was measured once: what later runs are held against. */
export interface KeptLine extends Omit<Measured, 'values'>, Summary {}

/** One row's lines, with where, when and how they were measured. */
export interface KeptRow {
  readonly row: string;
  readonly command: string;
  /** The day, UTC. */
  readonly measuredOn: string;
  readonly machine: string;
  /** What else is to be known of how; none where nothing is. */
  readonly note?: string;
  readonly rounds: number;
  /** Null where it wasn’t observed. */
  readonly quietness: Quietness | null;
  readonly lines: readonly KeptLine[];
}

export function readFigures(): readonly KeptRow[] {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Puts a row that was just measured in the place of what was kept of it, where it has any line. @returns all that is now kept */
export function keepFigures(
  { row, lines, rounds, quietness }: MeasuredRow,
  about: Pick<KeptRow, 'command' | 'machine' | 'measuredOn' | 'note'>,
): readonly KeptRow[] {
  const kept = lines.flatMap((line) => ('skipped' in line ? [] : keptLine(line)));
  const before = readFigures();
  if (kept.length === 0) return before;
  const all = replaced(before, { row, ...about, rounds, quietness, lines: kept });
  writeFileSync(FILE, `${JSON.stringify(all, null, 1)}\n`);
  return all;
}

function replaced(kept: readonly KeptRow[], now: KeptRow): readonly KeptRow[] {
  const isNew = kept.every(({ row }) => row !== now.row);
  return isNew ? [...kept, now] : kept.map((old) => (old.row === now.row ? now : old));
}

function keptLine({ values, ...line }: Measured): KeptLine {
  return { ...line, ...summaryOf({ values, unit: line.unit }) };
}

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Goal, Line, Measured } from './line.ts';
import { type Summary, summaryOf } from './summary.ts';

const FILE = fileURLToPath(new URL('figures.json', import.meta.url));

/** A line as it was measured once: what later runs are held against. */
export interface KeptLine extends Summary {
  readonly row: string;
  readonly what: string;
  readonly unit: Measured['unit'];
  readonly goals: readonly Goal[];
  readonly behind: string;
}

/** One row's lines, with where, when and how they were measured. */
export interface KeptRow {
  readonly row: string;
  readonly command: string;
  /** The day, UTC. */
  readonly measuredOn: string;
  readonly machine: string;
  /** What else is to be known of how; none where nothing is. */
  readonly note?: string;
  readonly lines: readonly KeptLine[];
}

export function readFigures(): readonly KeptRow[] {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Puts rows that were just measured in the place of what was kept of them. @returns all that is now kept */
export function keepFigures(
  lines: readonly Line[],
  about: Pick<KeptRow, 'machine' | 'measuredOn' | 'note'>,
  commandOf: (row: string) => string,
): readonly KeptRow[] {
  const measured = lines.filter((line): line is Measured => 'values' in line);
  const rows = [...new Set(measured.map(({ row }) => row))].map((row) => ({
    row,
    command: commandOf(row),
    ...about,
    lines: measured.filter((line) => line.row === row).map(keptLine),
  }));
  const kept = readFigures().map((old) => rows.find(({ row }) => row === old.row) ?? old);
  const all = [...kept, ...rows.filter(({ row }) => !kept.some((old) => old.row === row))];
  writeFileSync(FILE, `${JSON.stringify(all, null, 1)}\n`);
  return all;
}

function keptLine(line: Measured): KeptLine {
  const { row, what, unit, goals, behind } = line;
  return { row, what, unit, goals, behind, ...summaryOf(line) };
}

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
  /** Null where it wasn’t looked at. */
  readonly quietness: Quietness | null;
  readonly lines: readonly KeptLine[];
}

export function readFigures(): readonly KeptRow[] {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Puts rows that were just measured in the place of what was kept of them. @returns all that is now kept */
export function keepFigures(
  measured: readonly MeasuredRow[],
  about: Pick<KeptRow, 'machine' | 'measuredOn' | 'note'>,
  commandOf: (row: string) => string,
): readonly KeptRow[] {
  const rows = measured.flatMap(({ row, lines, rounds, quietness }): KeptRow[] => {
    const kept = lines.flatMap((line) => ('skipped' in line ? [] : keptLine(line)));
    return kept.length === 0
      ? []
      : [{ row, command: commandOf(row), ...about, rounds, quietness, lines: kept }];
  });
  const all = replaced(readFigures(), rows);
  writeFileSync(FILE, `${JSON.stringify(all, null, 1)}\n`);
  return all;
}

function replaced(kept: readonly KeptRow[], rows: readonly KeptRow[]): readonly KeptRow[] {
  const isKept = ({ row }: KeptRow) => kept.some((old) => old.row === row);
  return [
    ...kept.map((old) => rows.find(({ row }) => row === old.row) ?? old),
    ...rows.filter((row) => !isKept(row)),
  ];
}

function keptLine({ values, ...line }: Measured): KeptLine {
  return { ...line, ...summaryOf({ values, unit: line.unit }) };
}

import type { Asked } from './asked.ts';
import type { Line } from './line.ts';
import { instrumentsOf, QuietGate, type Quietness } from './quiet.ts';
import { looksFrom, takeRounds } from './rounds.ts';
import type { Form, Row } from './row.ts';
import type { Site } from './site.ts';

/** Beyond its fewest rounds a row takes no longer than this, and waits no longer for a quiet machine. */
const LONGEST_MS = {
  full: { rounds: 600_000, wait: 60_000 },
  quick: { rounds: 15_000, wait: 3_000 },
} as const;

/** A row’s lines, and how they came about; of a row that wasn’t measured, that is null. */
export interface MeasuredRow {
  readonly row: string;
  readonly lines: readonly Line[];
  readonly rounds: number;
  readonly quietness: Quietness | null;
}

export async function measureRows(
  rows: readonly Row[],
  site: Site,
  asked: Asked,
  report: (text: string) => void,
): Promise<MeasuredRow[]> {
  const measured: MeasuredRow[] = [];
  for (const row of rows)
    measured.push(await measureRow(row, site, asked, (text) => report(`${row.name} ${text}`)));
  return measured;
}

async function measureRow(
  row: Row,
  site: Site,
  { runs, quick, seed }: Asked,
  report: (text: string) => void,
): Promise<MeasuredRow> {
  const lacks = row.needs.filter((program) => site.programs[program] === null);
  if (lacks.length > 0) return leftOut(row, `this machine lacks ${lacks.join(', ')}`);
  const form: Form = quick ? 'quick' : 'full';
  const experiment = await row.prepare(site, form);
  if ('skipped' in experiment) return leftOut(row, experiment.skipped);
  const instruments = instrumentsOf(site);
  const gate = new QuietGate(instruments, LONGEST_MS[form].wait, report);
  const looks = runs === null ? looksFrom(row.rounds[form]) : [runs];
  try {
    const taken = await takeRounds(
      experiment,
      { looks, longestMs: LONGEST_MS[form].rounds },
      { clock: instruments.clock, seed, through: (round) => gate.through(round), report },
    );
    return { row: row.name, ...taken, quietness: gate.quietness };
  } finally {
    await experiment.close?.();
  }
}

function leftOut({ name }: Row, skipped: string): MeasuredRow {
  return { row: name, lines: [{ what: 'the whole row', skipped }], rounds: 0, quietness: null };
}

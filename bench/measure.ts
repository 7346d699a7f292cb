import { messageOf } from '../src/base/errors/read-thrown.ts';
import type { Asked } from './asked.ts';
import type { Line } from './line.ts';
import { instrumentsOf, QuietGate, type Quietness } from './quiet.ts';
import { analysesFrom, takeRounds } from './rounds.ts';
import type { Experiment, Form, Row } from './row.ts';
import type { Site } from './site.ts';
import { endStarted } from './starting.ts';

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

/** Measures one row, and reports how far it is. */
export type MeasureRow = (row: Row, report: (text: string) => void) => Promise<MeasuredRow>;

/** Each row as soon as it is measured. One that fails takes no other with it: it is left out, and says why. */
export async function* measureRows(
  rows: readonly Row[],
  measure: MeasureRow,
  report: (text: string) => void,
): AsyncGenerator<MeasuredRow> {
  for (const row of rows)
    yield await measuredOrLeftOut(row, measure, (text) => report(`${row.name} ${text}`));
}

async function measuredOrLeftOut(row: Row, measure: MeasureRow, report: (text: string) => void) {
  try {
    return await measure(row, report);
  } catch (error) {
    const reason = messageOf(error);
    report(`failed: ${reason}`);
    // What a command has printed is no cell of a table.
    return leftOut(row, `it failed: ${reason.split('\n', 1)[0]}`);
  } finally {
    endStarted();
  }
}

/** Measures a row here, as it was asked for. */
export function measuring(site: Site, { runs, quick, seed }: Asked): MeasureRow {
  return async (row, report) => {
    const lacks = row.needs.filter((program) => site.programs[program] === null);
    if (lacks.length > 0) return leftOut(row, `this machine lacks ${lacks.join(', ')}`);
    const form: Form = quick ? 'quick' : 'full';
    const experiment = await row.prepare(site, form);
    if ('skipped' in experiment) return leftOut(row, experiment.skipped);
    const instruments = instrumentsOf(site);
    const gate = new QuietGate(instruments, LONGEST_MS[form].wait, report);
    const analyses = runs === null ? analysesFrom(row.rounds[form]) : [runs];
    try {
      await warmUp(experiment, report);
      const taken = await takeRounds(
        experiment,
        { analyses, longestMs: LONGEST_MS[form].rounds },
        { clock: instruments.clock, seed, through: (round) => gate.through(round), report },
      );
      return { row: row.name, ...taken, quietness: gate.quietness };
    } finally {
      await experiment.close?.();
    }
  };
}

/** The first run of each candidate reads its files from the disk, and concur keeps what V8 compiled in it: what is measured are later ones. */
async function warmUp({ candidates }: Experiment<unknown>, report: (text: string) => void): Promise<void> {
  report('warms up: each candidate runs once');
  for (const { run } of candidates) await run();
}

function leftOut({ name }: Row, skipped: string): MeasuredRow {
  return { row: name, lines: [{ what: 'the whole row', skipped }], rounds: 0, quietness: null };
}

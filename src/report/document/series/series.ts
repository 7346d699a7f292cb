import { maxOf, minOf } from '../../../base/extremes.ts';
import { countOf, formatNs, formatRatio } from '../../../base/units.ts';
import type { ComparedRun } from '../../../model/documents/compared-run.ts';
import type { ComparedWorkload } from '../../../model/documents/comparison.ts';
import type { Exit } from '../../../model/documents/report.ts';
import { causesText } from '../../words/causes.ts';
import type { Records } from '../document.ts';
import { type RecordColumns, recordsOf } from '../document.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Paragraph, Table, Timelines, TimelineWindow } from '../section.ts';
import { areCommands, howRun } from './commands.ts';

// What reports of `compare` and `scale` have in common: the same work, run again and again.

/** The least of the codes that say that a run didn't get to its end: our own timeout's, then the signals'. */
const ENDED_EARLY = 124;
/** A table of more runs than this is for programs: CSV and JSON have them all. */
const MOST_LISTED = 1_000;

/** A run, and how many workers it had; null where that isn't known. */
export interface ListedRun {
  readonly run: ComparedRun;
  readonly workers: number | null;
  readonly label: string;
}

/** `10 rounds`, `9 to 10 rounds`, `no run`. */
export function roundsWords(runs: readonly number[]): string {
  if (runs.length === 0) return 'no run';
  const [fewest, most] = [minOf(runs), maxOf(runs)];
  return fewest === most ? countOf(most, 'round') : `${fewest} to ${countOf(most, 'round')}`;
}

/** What a unit is, and whose code it is; of commands, how they were run. */
export function unitWords(workload: Pick<ComparedWorkload, 'unit' | 'source' | 'parameters'>): string[] {
  const { unit, source } = workload;
  return areCommands(workload) ? howRun(workload) : [`A unit: ${unit} (${source}).`];
}

/** Said where a run didn't get to its end, so that nobody takes its figures for all of them. */
export function earlyEnd({ code, reason }: Exit, runs: number): Paragraph[] {
  if (code < ENDED_EARLY) return [];
  const rest = runs === 0 ? '' : ' This is what was measured until then.';
  const text = `Ended early: ${reason}.${rest}`;
  return [{ kind: 'paragraph', lead: null, text, tone: 'alarm' }];
}

const RUN_COLUMNS: readonly FigureColumn<ListedRun>[] = [
  { title: 'runs of', align: 'left', cell: ({ label }) => label },
  { title: 'round', align: 'right', cell: ({ run }) => `${run.round}` },
  { title: 'work', align: 'right', cell: ({ run }) => formatNs(run.workNs) },
  { title: 'total', align: 'right', cell: ({ run }) => formatNs(run.totalNs) },
  { title: 'start-up', align: 'right', cell: ({ run }) => formatNs(run.startupNs) },
  { title: 'first result', align: 'right', cell: ({ run }) => formatNs(run.firstResultNs) },
  { title: 'busy', align: 'right', cell: ({ run }) => formatRatio(run.r) },
  { title: 'queued', align: 'right', cell: ({ run }) => formatRatio(run.d) },
  { title: 'disturbed by', align: 'left', wraps: true, cell: ({ run }) => causesText(run.causes) || '-' },
];

/** What is the same of every command, or the same as another of its times. */
const NOT_OF_COMMANDS = ['total', 'start-up', 'first result'];

/** Every run, where there aren't too many of them to read. */
export function runsTable(runs: readonly ListedRun[]): Table[] {
  const isOfCommands = runs.some(({ run }) => run.engine === 'command');
  const columns = RUN_COLUMNS.filter(({ title }) => !isOfCommands || !NOT_OF_COMMANDS.includes(title));
  return runs.length > MOST_LISTED ? [] : tableOf('All runs', columns, runs);
}

/** Where the workers of those runs ran that have a timeline. */
export function runTimelines(
  caption: string,
  runs: readonly ListedRun[],
  labelOf: (run: ListedRun) => string,
): Timelines[] {
  const windows = runs.flatMap((listed): TimelineWindow[] => {
    const { run, label } = listed;
    if (run.timeline == null) return [];
    const figures = { r: run.r, d: run.d, 'work, ms': run.workNs / 1e6 };
    const group = `round ${run.round}`;
    return [{ group, name: label, label: labelOf(listed), figures, timeline: run.timeline }];
  });
  return windows.length === 0 ? [] : [{ kind: 'timelines', caption, windows, marked: null }];
}

interface RunRow extends ListedRun {
  readonly workload: ComparedWorkload;
}

const RECORD_COLUMNS: RecordColumns<RunRow> = {
  workload: ({ workload }) => workload.name,
  units: ({ workload }) => workload.units,
  label: ({ run }) => run.label,
  engine: ({ run }) => run.engine,
  workers: ({ workers }) => workers,
  round: ({ run }) => run.round,
  turn: ({ run }) => run.turn,
  startupNs: ({ run }) => run.startupNs,
  firstResultNs: ({ run }) => run.firstResultNs,
  transferNs: ({ run }) => run.transferNs,
  workNs: ({ run }) => run.workNs,
  totalNs: ({ run }) => run.totalNs,
  r: ({ run }) => run.r,
  d: ({ run }) => run.d,
  cpuNs: ({ run }) => run.cpuNs,
  pssBytesPerWorker: ({ run }) => run.pssBytesPerWorker,
  roundTripNs: ({ run }) => run.roundTripNs,
  causes: ({ run }) => run.causes.map(({ kind }) => kind).join(';'),
  exitCode: ({ run }) => run.end?.code ?? null,
};

/** A row for each run, as measured: medians and intervals can be worked out from it again. */
export function runRecords(runs: readonly ListedRun[], workload: ComparedWorkload): Records {
  return recordsOf(
    RECORD_COLUMNS,
    runs.map((listed) => ({ ...listed, workload })),
  );
}

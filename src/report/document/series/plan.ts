import { countOf } from '../../../base/units.ts';
import type { CompareReport, SeriesPlan } from '../../../model/documents/comparison.ts';
import type { ScaleReport } from '../../../model/documents/scaling.ts';
import { aboutRun } from '../about.ts';
import type { ReportDocument, Shown } from '../document.ts';
import { type RecordColumns, recordsOf } from '../document.ts';
import { answer, type FigureColumn, tableOf } from '../parts.ts';
import { areCommands } from './commands.ts';
import { unitWords } from './series.ts';

type Planned = SeriesPlan['candidates'][number];

const COLUMNS: readonly FigureColumn<Planned>[] = [
  { title: 'runs of', align: 'left', cell: ({ label }) => label },
  { title: 'engine', align: 'left', cell: ({ engine }) => engine },
  { title: 'workers', align: 'right', cell: ({ workers }) => `${workers}` },
];

const RECORD_COLUMNS: RecordColumns<Planned> = {
  label: ({ label }) => label,
  engine: ({ engine }) => engine,
  workers: ({ workers }) => workers,
};

/** A dry run of a series: what would have run. */
export function planDocument(
  report: CompareReport | ScaleReport,
  planned: SeriesPlan,
  command: 'compare' | 'scale',
  shown: Shown,
): ReportDocument {
  const { workload } = report;
  const { candidates } = planned;
  const line = planLine(report, planned);
  return {
    report,
    command,
    title: `${workload.name}: a dry run`,
    lead: unitWords(workload),
    sections: [
      answer('Nothing was run', line),
      ...tableOf('What would run', COLUMNS, candidates),
      ...aboutRun(report, shown),
    ],
    line,
    outputs: {},
    records: recordsOf(RECORD_COLUMNS, candidates),
  };
}

/** `this would run 2304 units of compute, up to 10 times on each of loop and threads, interleaved`. */
function planLine(
  { workload, seed }: CompareReport | ScaleReport,
  { candidates, mostRuns }: SeriesPlan,
): string {
  const units = areCommands(workload)
    ? workload.name
    : `${countOf(workload.units, 'unit')} of ${workload.name}`;
  const turns = candidates.length === 1 ? '' : ` of each of ${candidates.length} candidates, interleaved`;
  return `this would run ${units}: up to ${countOf(mostRuns, 'run')}${turns}, seed ${seed}`;
}

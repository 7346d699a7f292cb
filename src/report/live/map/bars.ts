import type { ParallelMapProgress, ParallelMapWorker } from '../../../model/parallel-map.ts';
import type { Palette } from '../../style/output-style.ts';
import { mapReportLines } from '../../words/map-report.ts';
import { Drawing } from '../bars/drawing.ts';
import { labelWidthOf, type Meter, type Meters } from '../meter.ts';
import type { Screen } from '../view.ts';
import { type MapView, tracebacks } from './view.ts';

/** A bar for each worker and one for what failed, as parallelbar has them; what workers print stands above. */
export function mapBarsView(screen: Screen, palette: Palette): MapView {
  let progress: ParallelMapProgress | null = null;
  let drawing: Drawing | null = null;
  const startMs = performance.now();
  const meters = (): Meter[] => (progress === null ? [] : metersOf(progress, performance.now() - startMs));
  const print = (text: string) => {
    if (drawing === null) screen.write(`${palette.text(text)}\n`);
    else drawing.print(palette.text(text));
  };
  return {
    takeLine: (worker, _stream, line) => print(`${worker}: ${line}`),
    note: print,
    update(now) {
      progress = now;
      drawing ??= new Drawing(source(now, meters), screen, palette);
      drawing.update();
    },
    end(failures, report = null) {
      drawing?.finish();
      drawing = null;
      if (report !== null)
        for (const line of mapReportLines(report, screen.columns)) screen.write(`${palette.text(line)}\n`);
      for (const line of tracebacks(failures, palette)) screen.write(`${line}\n`);
    },
  };
}

function source({ workers }: ParallelMapProgress, meters: () => Meter[]): Meters {
  return {
    count: workers.length + 1,
    meters: (most) => meters().slice(0, most),
    total: (hidden) => together(meters(), `+${hidden} more`),
  };
}

/** The bars at one moment. */
export function metersOf(
  { done, failed, workers, ...progress }: ParallelMapProgress,
  elapsedMs: number,
): Meter[] {
  // Where nobody knows how many there will be, those that are known are all.
  const total = progress.total ?? done + failed;
  const left = total - done - failed;
  const labelWidth = labelWidthOf(workers.map(({ name }) => name));
  const meter = (label: string, units: number, of: number, identity: string): Meter => ({
    ...{ label, labelWidth, elapsedMs, identity },
    progress: { done: units, total: of, of: 'units' },
    note: null,
    failed: false,
  });
  return [
    // Nobody knows who will do what is left: an equal part each, so that every bar is full in the end.
    ...workers.map((worker) =>
      meter(worker.name, worker.done, worker.done + Math.ceil(left / workers.length), identityOf(worker)),
    ),
    { ...meter('failed', failed, total, ''), failed: failed > 0 },
  ];
}

function together(meters: readonly Meter[], label: string): Meter {
  const [first] = meters;
  const workers = meters.slice(0, -1);
  const sum = (of: 'done' | 'total') => workers.reduce((units, { progress }) => units + progress[of], 0);
  return {
    label,
    labelWidth: Math.max(first?.labelWidth ?? 0, label.length),
    progress: { done: sum('done'), total: sum('total'), of: 'units' },
    elapsedMs: first?.elapsedMs ?? 0,
    note: null,
    failed: false,
    identity: '',
  };
}

function identityOf({ pid, tid }: ParallelMapWorker): string {
  if (pid === null) return '';
  return tid === null || tid === pid ? `PID ${pid}` : `PID ${pid} TID ${tid}`;
}

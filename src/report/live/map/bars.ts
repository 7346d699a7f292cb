import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { Palette } from '../../style/output-style.ts';
import { mapReportLines } from '../../words/map-report.ts';
import { Drawing } from '../bars/drawing.ts';
import type { Meter, Meters } from '../meter.ts';
import type { Screen } from '../view.ts';
import { metersOf, together } from './meters.ts';
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
      drawing ??= new Drawing(source(meters), screen, palette);
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

/** Hosts come while others work, and their workers with the first that they have done. */
function source(meters: () => Meter[]): Meters {
  return {
    get count() {
      return meters().length;
    },
    meters: (most) => meters().slice(0, most),
    total: (hidden) => together(meters(), `+${hidden} more`),
  };
}

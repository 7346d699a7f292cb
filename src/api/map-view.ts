import { withoutCommands } from '../base/text/commands.ts';
import { printable } from '../base/text/printable.ts';
import { Failures } from '../map/failures.ts';
import type { MapContext } from '../map/map-context.ts';
import type { MapReport, MapWorkerOptions, ParallelMapProgress } from '../model/parallel-map.ts';
import type { MapView } from '../report/live/map/view.ts';
import { stderrFacts, widthOf } from '../report/screen/stream-facts.ts';
import { mapReportLines } from '../report/words/map-report.ts';

/** Where a map’s progress, its workers’ output and its warnings go. */
export interface ApiMapView {
  readonly context: MapContext;
  readonly onProgress: ((progress: ParallelMapProgress) => void) | null;
  /** What is to be shown of what failed. */
  readonly failures: Failures;
  /** @param report where the workers’ time went; null where that wasn’t asked or isn’t known */
  end(report: MapReport | null): void;
}

/** @param hasUnits whether there is anything to be drawn */
export async function openMapView(options: MapWorkerOptions, hasUnits: boolean): Promise<ApiMapView> {
  const isDrawn = options.progress === true && hasUnits;
  const drawing = isDrawn ? await (await import('../report/live/map/draw.ts')).drawMap(process.env) : null;
  const failures = new Failures();
  return {
    failures,
    context: {
      wantsInsights: isDrawn || (options.report ?? false) !== false,
      env: process.env,
      takeLine: drawing?.takeLine ?? null,
      warn:
        options.onWarning ??
        (({ message, hint }) =>
          (drawing?.note ?? writeOnStderr)(hint === null ? message : `${message}\n${hint}`)),
    },
    onProgress: listeners(options.onProgress, drawing),
    end(report) {
      if (typeof options.report === 'function' && report !== null) options.report(report);
      if (drawing !== null) drawing.end(failures, report);
      else if (options.report === true && report !== null)
        for (const line of mapReportLines(report, widthOf(stderrFacts(), process.env))) writeOnStderr(line);
    },
  };
}

function listeners(
  own: MapWorkerOptions['onProgress'],
  drawing: MapView | null,
): ((progress: ParallelMapProgress) => void) | null {
  if (own === undefined && drawing === null) return null;
  return (progress) => {
    drawing?.update(progress);
    own?.(progress);
  };
}

function writeOnStderr(text: string): void {
  process.stderr.write(`${withoutCommands(printable(text))}\n`);
}

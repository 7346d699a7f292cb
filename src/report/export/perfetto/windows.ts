import type { ComparedRun } from '../../../model/comparison.ts';
import type { DemoReport, DocumentHead } from '../../../model/report.ts';
import type { WatchReport } from '../../../model/watch.ts';
import { perfettoTrace } from './trace.ts';
import type { TraceWindow } from './window.ts';

/** `demo`: a window for each trial, in the order in which they ran. */
export function demoPerfetto(report: DemoReport): string {
  const windows = report.scenarios.flatMap(({ name, trials }) =>
    trials.flatMap(({ label, r, d, kind, timeline }) =>
      timeline == null ? [] : [{ group: name, name: label, figures: { r, d, kind }, timeline }],
    ),
  );
  return traceOf(report, windows);
}

/** `compare` and `scale`: a window for each run. */
export function seriesPerfetto(
  report: DocumentHead<string> & { readonly runs: readonly (ComparedRun & { readonly workers?: number })[] },
): string {
  const windows = report.runs.flatMap(({ round, label, workers, r, d, workNs, timeline }) => {
    const name = workers === undefined ? label : `${label}, ${workers} at once`;
    const figures = { r, d, 'work, ms': workNs / 1e6 };
    return timeline == null ? [] : [{ group: `round ${round}`, name, figures, timeline }];
  });
  return traceOf(report, windows);
}

/** `watch`: one window. */
export function watchPerfetto(report: WatchReport): string {
  const { command, pid, r, d, kind, timeline } = report;
  const name = command?.join(' ') ?? `PID ${pid}`;
  return traceOf(
    report,
    timeline == null ? [] : [{ group: name, name: kind ?? 'unknown', figures: { r, d, kind }, timeline }],
  );
}

function traceOf({ schema, tool, startedAt }: DocumentHead<string>, windows: readonly TraceWindow[]): string {
  const inOrder = [...windows].sort((a, b) => a.timeline.startNs - b.timeline.startNs);
  return perfettoTrace(inOrder, {
    schema,
    tool: `${tool.name} ${tool.version}`,
    startedAt,
    windows: windows.length,
  });
}

import type { TimelineWindow } from '../../document/section.ts';
import { mannerName } from '../../words/phases.ts';
import { named, originUs, PHASES_TID, RUNS_PID, type TraceEvent } from './events.ts';

/** A track of the phases, below that of the runs: nothing where no run has any. */
export function phaseEvents(windows: readonly TimelineWindow[]): TraceEvent[] {
  const slices = windows.flatMap((window) =>
    (window.phases ?? []).map(({ startNs, endNs, r, d, kind, manner, because }): TraceEvent => {
      const fromUs = Math.round(startNs / 1e3);
      return {
        ph: 'X',
        name: mannerName({ manner }),
        pid: RUNS_PID,
        tid: PHASES_TID,
        ts: originUs(window) + fromUs,
        dur: Math.round(endNs / 1e3) - fromUs,
        args: { kind, 'busy (cores)': r, 'queued (cores)': d, because },
      };
    }),
  );
  return slices.length === 0 ? [] : [...named('thread', RUNS_PID, PHASES_TID, 'Phases', 1), ...slices];
}

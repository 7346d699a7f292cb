import { maxOf, minOf } from '../../../base/extremes.ts';
import type { TimelineWindow } from '../../document/section.ts';
import { coresBusy } from '../../timeline/cores-busy.ts';
import { CORES_PID, named, originUs, RUNS_PID, type TraceEvent } from './events.ts';

const COUNTER_SLOTS = 200;

/** A slice for each window, within one for the windows of a group that follow each other. */
export function runEvents(windows: readonly TimelineWindow[]): TraceEvent[] {
  const events: TraceEvent[] = [...named('process', RUNS_PID, RUNS_PID, 'Runs', 0)];
  events.push(...named('thread', RUNS_PID, RUNS_PID, 'Runs', 0));
  const place = { pid: RUNS_PID, tid: RUNS_PID, ph: 'X' } as const;
  for (let from = 0; from < windows.length; ) {
    const group = windows[from]?.group ?? '';
    let to = from;
    while (windows[to]?.group === group) to++;
    const members = windows.slice(from, to);
    const start = minOf(members.map(originUs));
    const end = maxOf(members.map((window) => originUs(window) + window.timeline.lengthUs));
    events.push({ ...place, name: group, ts: start, dur: end - start, args: {} });
    for (const window of members) {
      const { name, figures, timeline } = window;
      events.push({ ...place, name, ts: originUs(window), dur: timeline.lengthUs, args: figures });
    }
    from = to;
  }
  return windows.length === 0 ? [] : events;
}

/** How many cores were busy, and how many were queued for, over a window. */
export function counterEvents(window: TimelineWindow): TraceEvent[] {
  const { timeline } = window;
  const count = (name: string, atUs: number, cores: number): TraceEvent => ({
    ph: 'C',
    name,
    pid: CORES_PID,
    tid: CORES_PID,
    ts: Math.round(originUs(window) + atUs),
    args: { cores: Math.round(cores * 1000) / 1000 },
  });
  const ends = ['busy (cores)', 'queued (cores)'].map((name) => count(name, timeline.lengthUs, 0));
  return [
    ...coresBusy(timeline, COUNTER_SLOTS).flatMap(({ fromUs, busy, wanted }) => [
      count('busy (cores)', fromUs, busy),
      count('queued (cores)', fromUs, wanted),
    ]),
    ...ends,
  ];
}

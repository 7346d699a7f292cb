import { coresBusy } from '../../timeline/cores-busy.ts';
import { coreEvents } from './core-events.ts';
import { CORES_PID, named, RUNS_PID, type TraceEvent } from './events.ts';
import { threadEvents } from './thread-events.ts';
import { originUs, type TraceWindow } from './window.ts';

const COUNTER_SLOTS = 200;

/**
 * Runs as a trace in JSON, as ui.perfetto.dev and chrome://tracing read it: a track per core, a track per thread, a track of
 * the runs themselves, and two counters. One event a line.
 */
export function perfettoTrace(
  windows: readonly TraceWindow[],
  about: Readonly<Record<string, unknown>>,
): string {
  const events = [
    ...runEvents(windows),
    ...coreEvents(windows),
    ...windows.flatMap(counterEvents),
    ...threadEvents(windows),
  ];
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  const otherData = JSON.stringify({ ...about, note: NOTE });
  return `{"displayTimeUnit":"ms","otherData":${otherData},"traceEvents":[\n${lines}\n]}\n`;
}

const NOTE =
  'A thread was looked at now and then: an interval between two looks is ascribed to the CPU that was seen at its end. ' +
  'How long it ran and waited in it is what the kernel counted; in which order is not known.';

/** A slice for each window, within one for the windows of a group that follow each other. */
function runEvents(windows: readonly TraceWindow[]): TraceEvent[] {
  const events: TraceEvent[] = [...named('process', RUNS_PID, RUNS_PID, 'Runs', 0)];
  events.push(...named('thread', RUNS_PID, RUNS_PID, 'Runs', 0));
  const place = { pid: RUNS_PID, tid: RUNS_PID, ph: 'X' } as const;
  for (let from = 0; from < windows.length; ) {
    const group = windows[from]?.group ?? '';
    let to = from;
    while (windows[to]?.group === group) to++;
    const members = windows.slice(from, to);
    const start = Math.min(...members.map(originUs));
    const end = Math.max(...members.map((window) => originUs(window) + window.timeline.lengthUs));
    events.push({ ...place, name: group, ts: start, dur: end - start, args: {} });
    for (const window of members) {
      const { name, figures, timeline } = window;
      events.push({ ...place, name, ts: originUs(window), dur: timeline.lengthUs, args: figures });
    }
    from = to;
  }
  return windows.length === 0 ? [] : events;
}

function counterEvents(window: TraceWindow): TraceEvent[] {
  const { timeline } = window;
  const count = (name: string, atUs: number, cores: number): TraceEvent => ({
    ph: 'C',
    name,
    pid: CORES_PID,
    tid: CORES_PID,
    ts: Math.round(originUs(window) + atUs),
    args: { cores: Math.round(cores * 1000) / 1000 },
  });
  const ends = ['cores kept busy', 'cores wanted and not got'].map((name) =>
    count(name, timeline.lengthUs, 0),
  );
  return [
    ...coresBusy(timeline, COUNTER_SLOTS).flatMap(({ fromUs, busy, wanted }) => [
      count('cores kept busy', fromUs, busy),
      count('cores wanted and not got', fromUs, wanted),
    ]),
    ...ends,
  ];
}

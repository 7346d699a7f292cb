import { jsonText, printableJson } from '../../base/text/json-text.ts';
import type { ReportDocument } from '../document/document.ts';
import { timelinesIn } from '../document/within.ts';
import { joinSamples, samplesToJoin } from '../timeline/page-timeline.ts';
import { coreEvents } from './perfetto/core-events.ts';
import { phaseEvents } from './perfetto/phase-events.ts';
import { counterEvents, runEvents } from './perfetto/run-events.ts';
import { threadEvents } from './perfetto/thread-events.ts';

const NOTE =
  'A thread was sampled now and then: an interval between two samples is ascribed to the CPU that was seen at its end. ' +
  'How long it ran and was queued in it is what the kernel counted; in which order is not known.';

/**
 * Runs as a trace in JSON, as ui.perfetto.dev and chrome://tracing read it: a track per core, a track per thread, a track of
 * the runs themselves, one of their phases, and two counters. One event a line.
 */
export function perfetto({ sections, report }: ReportDocument): string {
  const { schema, tool, startedAt } = report;
  const whole = timelinesIn(sections)
    .flatMap((timelines) => timelines.windows)
    .sort((a, b) => a.timeline.startNs - b.timeline.startNs);
  const join = samplesToJoin(whole.map(({ timeline }) => timeline));
  const windows = whole.map((window) => ({ ...window, timeline: joinSamples(window.timeline, join) }));
  const events = [
    ...runEvents(windows),
    ...phaseEvents(windows),
    ...coreEvents(windows),
    ...windows.flatMap(counterEvents),
    ...threadEvents(windows),
  ];
  const about = {
    schema,
    tool: `${tool.name} ${tool.version}`,
    startedAt,
    windows: windows.length,
    note: join === 1 ? NOTE : `${NOTE} There were many samples: ${join} at a time are one here.`,
  };
  const lines = printableJson(events.map((event) => JSON.stringify(event)).join(',\n'));
  return `{"displayTimeUnit":"ms","otherData":${jsonText(about)},"traceEvents":[\n${lines}\n]}\n`;
}

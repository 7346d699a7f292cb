import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { arbitraryTimeline } from '../../fixtures/arbitrary-timeline.ts';
import { makeBlockedReport } from '../../fixtures/blocked-report.ts';
import { makeObservation, makeReport, makeResult } from '../../fixtures/builders.ts';
import { makeCompareReport } from '../../fixtures/compare-report.ts';
import { writerOf } from '../../fixtures/rendered.ts';
import { makeTimeline, makeTrack } from '../../fixtures/timeline.ts';
import { makeWatchReport } from '../../fixtures/watch-report.ts';

const demoPerfetto = writerOf('demo', 'perfetto');
const watchPerfetto = writerOf('watch', 'perfetto');

interface TraceEvent {
  readonly ph: 'X' | 'C' | 'M';
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Record<string, unknown>;
}

const schema = JSON.parse(readFileSync(join(packageRoot(), 'test/fixtures/perfetto.schema.json'), 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

function eventsOf(text: string): TraceEvent[] {
  const trace = JSON.parse(text);
  expect(validate(trace), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return trace.traceEvents;
}

const slices = (events: readonly TraceEvent[]) => events.filter(({ ph }) => ph === 'X');

/** Slices of one track that neither nest nor stand apart, in the order in which the importer takes them. */
function overlaps(events: readonly TraceEvent[]): string[] {
  const found: string[] = [];
  for (const tid of new Set(events.map((event) => event.tid))) {
    const open: TraceEvent[] = [];
    const ordered = slices(events)
      .filter((event) => event.tid === tid)
      .map((event, index) => ({ event, index }))
      .sort((a, b) => a.event.ts - b.event.ts || a.index - b.index);
    for (const { event } of ordered) {
      while ((open.at(-1)?.ts ?? 0) + (open.at(-1)?.dur ?? Number.POSITIVE_INFINITY) <= event.ts) open.pop();
      const around = open.at(-1);
      if (around !== undefined && event.ts + event.dur > around.ts + around.dur) {
        found.push(`${event.name} reaches out of ${around.name}`);
      }
      open.push(event);
    }
  }
  return found;
}

const demoOf = (...timelines: ReturnType<typeof makeTimeline>[]) =>
  makeReport({
    scenarios: [makeResult({ trials: timelines.map((timeline) => makeObservation({ timeline })) })],
  });

describe('a trace for Perfetto', () => {
  it('has a track per core, a track per thread, the runs, and two counters', () => {
    const events = eventsOf(demoPerfetto(demoOf(makeTimeline())));
    const threadNames = events.filter(({ name }) => name === 'thread_name').map(({ args }) => args.name);
    expect(threadNames).toEqual(['Runs', 'CPU 0', 'CPU 1', 'w1', 'w2']);
    expect(new Set(events.filter(({ ph }) => ph === 'C').map(({ name }) => name))).toEqual(
      new Set(['busy (cores)', 'queued (cores)']),
    );
    const ofFirst = slices(events).filter(({ tid }) => tid === 101);
    expect(ofFirst.map(({ name }) => name)).toEqual(['on CPU 0', 'running']);
    expect(ofFirst[0]).toMatchObject({ pid: 100, ts: 50_000, dur: 1_000_000 });
    expect(ofFirst[0]?.args).toMatchObject({ 'running, ms': 980, 'queued, ms': 10 });
  });

  it('gives tracks of its own numbers that no process has', () => {
    const events = eventsOf(demoPerfetto(demoOf(makeTimeline())));
    const ours = events.filter(({ name }) => name === 'process_name' || name === 'thread_name');
    const byName = Object.fromEntries(ours.map(({ args, tid }) => [args.name, tid]));
    for (const name of ['Runs', 'CPU 0', 'CPU 1']) expect(byName[name]).toBeGreaterThan(2 ** 22);
  });

  it('is taken by the importer whatever was seen, and its slices nest', () => {
    fc.assert(
      fc.property(arbitraryTimeline(), (timeline) => {
        const events = eventsOf(demoPerfetto(demoOf(timeline)));
        expect(overlaps(events)).toEqual([]);
      }),
    );
  });

  it('puts all trials of a run on one axis of time', () => {
    const later = makeTimeline({ startNs: 3e9 });
    const events = eventsOf(demoPerfetto(demoOf(makeTimeline(), later)));
    const trials = slices(events).filter(({ name }) => name === 'a trial');
    expect(trials.map(({ ts }) => ts)).toEqual([50_000, 3_000_000]);
    expect(overlaps(events)).toEqual([]);
  });

  it('joins samples where there are too many, says so, and loses no time', () => {
    const samples = Array.from({ length: 130_001 }, (_, sample) => sample);
    const track = makeTrack({
      atUs: samples.map((sample) => sample * 10),
      cpu: samples.map((sample) => (sample > 100_000 ? 1 : 0)),
      runUs: samples.map((sample) => (sample === 0 ? 0 : 8)),
      runDelayUs: samples.map(() => 0),
    });
    const text = demoPerfetto(demoOf(makeTimeline({ threads: [track] })));
    expect(JSON.parse(text).otherData.note).toMatch(/2 at a time are one here\.$/);
    const running = slices(eventsOf(text)).filter(({ name }) => name === 'running');
    expect(running.map(({ args }) => args['running, ms'])).toEqual([800, 240]);
  });

  it('is made of the runs of compare, and of a watch', () => {
    const report = makeCompareReport();
    const runs = report.runs.map((run, index) => ({
      ...run,
      timeline: makeTimeline({ startNs: index * 2e9 }),
    }));
    const events = eventsOf(writerOf('compare', 'perfetto')({ ...report, runs }));
    expect(overlaps(events)).toEqual([]);
    expect(slices(events).some(({ name }) => name === 'round 1')).toBe(true);
    const watched = eventsOf(watchPerfetto(makeWatchReport()));
    expect(slices(watched).some(({ name }) => name === 'stress-ng --cpu 2')).toBe(true);
  });

  it('names slices by what was waited for, and has a track of the phases', () => {
    const events = eventsOf(watchPerfetto(makeBlockedReport()));
    const tracks = events.filter(({ name }) => name === 'thread_name').map(({ args }) => args.name);
    expect(tracks.slice(0, 2)).toEqual(['Runs', 'Phases']);
    const phases = slices(events).filter(({ name }) => name === 'one at a time' || name === 'parallel');
    expect(phases.map(({ ts, dur }) => [ts, dur])).toEqual([
      [50_000, 600_000],
      [650_000, 400_000],
    ]);
    expect(phases[0]?.args).toMatchObject({ kind: 'SERIALISED', because: '2 threads wait for one lock' });
    expect(overlaps(events)).toEqual([]);
  });

  it('says what blocked intervals were spent on, where that is known', () => {
    const idle = (wait: 'lock' | null) =>
      makeTrack({
        runUs: new Array(11).fill(0),
        runDelayUs: new Array(11).fill(0),
        waits: new Array(11).fill(wait),
      });
    const names = (wait: 'lock' | null) =>
      slices(eventsOf(demoPerfetto(demoOf(makeTimeline({ threads: [idle(wait)] })))))
        .filter(({ tid }) => tid === 101)
        .map(({ name }) => name);
    expect(names('lock')).toEqual(['on CPU 0', 'blocked: lock']);
    expect(names(null)).toEqual(['on CPU 0', 'blocked']);
  });

  it('is a trace without slices where nothing was seen, or an older document has no timeline', () => {
    const { timeline: _, ...older } = makeObservation();
    const report = makeReport({ scenarios: [makeResult({ trials: [older as never] })] });
    expect(eventsOf(demoPerfetto(report))).toEqual([]);
    expect(JSON.parse(demoPerfetto(report)).otherData.windows).toBe(0);
  });

  it('keeps names from outside what they are: text', () => {
    const name = '"},{"ph":"X"\u2028</script>\n';
    const timeline = makeTimeline();
    const threads = timeline.threads.map((track) => ({ ...track, name }));
    const events = eventsOf(demoPerfetto(demoOf({ ...timeline, threads })));
    expect(events.filter(({ args }) => args.name === name)).toHaveLength(2);
  });
});

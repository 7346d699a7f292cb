import { describe, expect, it } from 'vitest';
import type { FollowedThread } from '../../../src/machine/follow/thread/thread.ts';
import type { RunEvent } from '../../../src/model/trial/events.ts';
import type { Sample, SampledThread } from '../../../src/model/trial/evidence.ts';
import type { Slot } from '../../../src/model/trial/plan.ts';
import { recordOf } from '../../../src/run/trial/record.ts';
import { WorkerHandle } from '../../../src/run/trial/workers/worker-handle.ts';
import { makeClocks, makeMachine, makeSlot } from '../../fixtures/builders.ts';

const IDENTITY = { pid: 200, parentPid: 100, tid: 201, threadId: 1, startTicks: 7, comm: 'w1' };
const BEFORE = makeClocks({ runNs: 100, runDelayNs: 10, voluntarySwitches: 5, involuntarySwitches: 2 });
const SAMPLE: Sample = {
  startNs: 1000,
  endNs: 9000,
  unitsDone: 10,
  before: BEFORE,
  after: makeClocks({ runNs: 4100, runDelayNs: 510, voluntarySwitches: 15, involuntarySwitches: 3 }),
  processCpuNs: 4e8,
  pssBytes: 12e6,
  digest: 'cafe',
  finding: { isSet: true },
};

/** A worker that can be told what it says, and what was emitted of it. */
function worker(slot: Partial<Slot> = {}) {
  const events: RunEvent[] = [];
  let nowNs = 0;
  const handle = new WorkerHandle(
    makeSlot({ engine: 'threads', cpu: 1, ...slot }),
    (event) => events.push(event),
    () => nowNs,
  );
  const start = () => {
    handle.message({ type: 'ready', identity: IDENTITY });
    handle.message({ type: 'started', startNs: 1000, before: BEFORE });
  };
  return {
    handle,
    events,
    start,
    at(ns: number) {
      nowNs = ns;
    },
  };
}

function watched(sampled: Partial<SampledThread> = {}): FollowedThread {
  const all = { cpusSeen: { '1': 20 }, migrations: 0, atNs: 4500, runNs: 2100, runDelayNs: 60, ...sampled };
  return { sampled: () => all } as unknown as FollowedThread;
}

const record = (handle: WorkerHandle, seen: FollowedThread | null = watched()) =>
  recordOf(handle, seen, null, makeMachine());

describe('recordOf', () => {
  it('takes the clocks’ difference, not their totals', () => {
    const { handle, start } = worker();
    start();
    handle.message({ type: 'done', sample: SAMPLE });
    expect(record(handle)).toMatchObject({
      ...IDENTITY,
      name: 'w1',
      askedCpu: 1,
      cpusSeen: { '1': 20 },
      migrations: 0,
      units: 10,
      unitsDone: 10,
      startNs: 1000,
      endNs: 9000,
      runNs: 4000,
      runDelayNs: 500,
      voluntarySwitches: 10,
      involuntarySwitches: 1,
      pssBytes: 12e6,
      digest: 'cafe',
      finding: { isSet: true },
      state: 'done',
      endedOnPurpose: false,
      fault: null,
    });
  });

  it('knows a worker that was killed up to the last sample: its end is then, and so are its clocks', () => {
    const { handle, start, at } = worker();
    start();
    handle.message({ type: 'progress', unitsDone: 4 });
    at(5000);
    handle.exit({ code: null, signal: 'SIGKILL', error: null });
    expect(record(handle)).toMatchObject({
      state: 'killed',
      unitsDone: 4,
      startNs: 1000,
      endNs: 4500,
      exitNs: 5000,
      runNs: 2000,
      runDelayNs: 50,
      voluntarySwitches: null,
      digest: null,
      fault: { message: 'was killed by SIGKILL', code: null, signal: 'SIGKILL' },
    });
  });

  it.each([null, 900])('knows no clocks of one that was never sampled at its work, but at %s', (atNs) => {
    const { handle, start, at } = worker();
    start();
    at(5000);
    handle.exit({ code: null, signal: 'SIGKILL', error: null });
    expect(record(handle, watched({ atNs }))).toMatchObject({ endNs: 5000, runNs: null, runDelayNs: null });
  });

  it('knows no times of a worker that never started its work', () => {
    const { handle, at } = worker();
    at(5000);
    handle.exit({ code: 1, signal: null, error: null });
    expect(record(handle, null)).toMatchObject({
      pid: null,
      tid: null,
      startNs: null,
      endNs: null,
      exitNs: 5000,
      runNs: null,
      cpusSeen: {},
      migrations: null,
      unitsDone: 0,
      state: 'failed',
    });
  });

  it('knows no units where a time was asked for', () => {
    const work = { ...makeSlot().work, amount: { durationMs: 500 } };
    expect(record(worker({ work }).handle).units).toBeNull();
  });

  it('never lets a clock run backwards', () => {
    const { handle, start } = worker();
    start();
    handle.exit({ code: null, signal: 'SIGKILL', error: null });
    expect(record(handle, watched({ runNs: 50 })).runNs).toBe(0);
  });

  it('knows an end that the experiment wanted from one that the user asked for', () => {
    const fault = { kind: 'kill', at: { share: 0.5 } } as const;
    for (const partOfExperiment of [true, false]) {
      const { handle, start } = worker({ fault: { ...fault, partOfExperiment } });
      start();
      handle.exit({ code: null, signal: 'SIGKILL', error: null });
      expect(record(handle).endedOnPurpose).toBe(partOfExperiment);
    }
  });

  it('does not call it ended on purpose when it finished before', () => {
    const { handle, start } = worker({ fault: { kind: 'kill', at: { share: 0.5 }, partOfExperiment: true } });
    start();
    handle.message({ type: 'done', sample: SAMPLE });
    handle.exit({ code: null, signal: 'SIGKILL', error: null });
    expect(record(handle)).toMatchObject({ state: 'done', endedOnPurpose: false, fault: null });
  });
});

describe('a worker’s handle', () => {
  it.each([
    [
      { code: 3, signal: null, error: null, stderrEnd: 'a / b' },
      { code: 'EXITED', message: expect.stringMatching(/code 3 .*\(the end of its stderr: a \/ b\)/) },
    ],
    [
      { code: null, signal: 'SIGTERM', error: null },
      { code: null, message: 'was killed by SIGTERM before it was ready' },
    ],
    [
      { code: 1, signal: null, error: new Error('boom') },
      { code: null, message: expect.stringMatching(/nobody caught ended it: Error: boom \(.*record\.test/) },
    ],
    [
      {
        code: 1,
        signal: null,
        error: Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }),
      },
      { code: 'OUT_OF_MEMORY', message: 'ran out of memory: its heap limit was reached' },
    ],
  ])('takes the exit %j for its fault', (end, fault) => {
    const { handle } = worker();
    handle.exit(end);
    expect(handle.fault).toMatchObject(fault);
  });

  it('keeps its first fault', () => {
    const { handle, events, start } = worker();
    start();
    handle.end({ message: 'hung: no progress for 10 s', code: 'HUNG', signal: null });
    handle.exit({ code: null, signal: 'SIGKILL', error: null });
    expect(handle.fault?.code).toBe('HUNG');
    expect(events.filter(({ type }) => type === 'worker-failed')).toHaveLength(1);
  });

  it('is ready and over when it dies before it was ready', async () => {
    const { handle, events } = worker();
    handle.exit({ code: 1, signal: null, error: null });
    await Promise.all([handle.milestones.ready, handle.milestones.ended, handle.gone]);
    expect(events.map(({ type }) => type)).toEqual(['worker-failed']);
  });

  it('is not gone when its work is done', async () => {
    const { handle, start } = worker();
    start();
    handle.message({ type: 'done', sample: SAMPLE });
    await handle.milestones.ended;
    const first = await Promise.race([handle.gone.then(() => 'gone'), Promise.resolve('still there')]);
    expect(first).toBe('still there');
    handle.exit({ code: 0, signal: null, error: null });
    await handle.gone;
    expect(handle.fault).toBeNull();
  });

  it('takes the larger of what it was told and what it can see', () => {
    const { handle } = worker();
    const see = (units: number | null) => handle.attach({ send() {}, kill() {}, unitsDone: () => units });
    handle.message({ type: 'progress', unitsDone: 3 });
    see(null);
    expect(handle.unitsDone).toBe(3);
    see(5);
    expect(handle.unitsDone).toBe(5);
    see(2);
    expect(handle.unitsDone).toBe(3);
  });

  it('sends nothing to a worker that is gone', () => {
    const { handle } = worker();
    const sent: string[] = [];
    handle.attach({
      send: ({ type }) => sent.push(type),
      kill: () => sent.push('kill'),
      unitsDone: () => null,
    });
    handle.exit({ code: 1, signal: null, error: null });
    handle.go();
    handle.leave();
    handle.kill();
    expect(sent).toEqual([]);
  });

  it('is asked for its clocks once: just before we end it, or when it says that it failed', () => {
    const { handle, start } = worker();
    const done: string[] = [];
    handle.sampleLast = () => done.push('asked');
    handle.attach({ send() {}, kill: () => done.push('killed'), unitsDone: () => null });
    start();
    handle.end({ message: 'SIGINT', code: 'INTERRUPTED', signal: null });
    expect(done).toEqual(['asked', 'killed']);
    handle.exit({ code: null, signal: 'SIGKILL', error: null });
    handle.kill();
    expect(done).toHaveLength(2);

    const failing = worker();
    failing.handle.sampleLast = () => done.push('asked');
    failing.start();
    failing.handle.message({ type: 'fault', message: 'boom', code: null, unitsDone: 3 });
    failing.handle.kill();
    expect(done.slice(2)).toEqual(['asked']);
  });

  it('swallows Node’s long obituary of a full heap, and tells what it meant', () => {
    const { handle, events } = worker();
    handle.output('stderr', 'a line before');
    handle.output('stderr', '<--- Last few GCs --->');
    handle.output('stderr', 'FATAL ERROR: Reached heap limit: JavaScript heap out of memory');
    handle.output('stderr', ' 1: 0xb8ce1f node::Abort() [node]');
    handle.output('stdout', 'a last word');
    handle.exit({ code: null, signal: 'SIGABRT', error: null });
    expect(events.flatMap((event) => (event.type === 'worker-output' ? [event.line] : []))).toEqual([
      'a line before',
      'a last word',
    ]);
    expect(handle.fault).toMatchObject({ code: 'OUT_OF_MEMORY', signal: 'SIGABRT' });
  });
});

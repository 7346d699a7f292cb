import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress, RunEvent } from '../../../src/model/trial/events.ts';
import { FrameStream } from '../../../src/report/live/bars/frame.ts';
import { linesView } from '../../../src/report/live/lines.ts';
import { TrialProgress } from '../../../src/report/live/trial-progress.ts';
import { makeObservation, makeResult, makeSlot, makeTrialPlan } from '../../fixtures/builders.ts';
import { ASCII_ONLY, PLAIN } from '../../fixtures/text.ts';
import { scenarioNamed } from '../../fixtures/worlds.ts';

const IDENTITY = { pid: 7, parentPid: 1, tid: 8, threadId: 1, startTicks: 1, comm: 'w1' };
const FAULT = { message: 'exited with code 7', code: 'EXITED', signal: null };

function trialStart(done: readonly number[], total = 10): Extract<RunEvent, { type: 'trial-start' }> {
  const slots = done.map((_, index) =>
    makeSlot({ engine: 'threads', index, name: `w${index + 1}`, cpu: index }),
  );
  return {
    type: 'trial-start',
    scenario: 'sky',
    trial: makeTrialPlan({ label: 'a look', slots }),
    progress: (worker): Progress => ({ done: done[worker] ?? 0, total, of: 'units' }),
  };
}

const ready = (worker: number): RunEvent => ({ type: 'worker-ready', worker, identity: IDENTITY });
const go: RunEvent = { type: 'trial-go', atNs: 0 };
const done = (worker: number): RunEvent => ({ type: 'worker-done', worker, unitsDone: 10 });
const failed = (worker: number): RunEvent => ({ type: 'worker-failed', worker, unitsDone: 3, fault: FAULT });

describe('the progress', () => {
  it('follows a worker from its start to its end', () => {
    const progress = new TrialProgress(trialStart([0, 0]), () => 0);
    const phases = () => progress.rows.map(({ phase }) => phase);
    expect(phases()).toEqual(['starting', 'starting']);
    expect(progress.take(ready(0))?.slot.name).toBe('w1');
    expect(phases()).toEqual(['ready', 'starting']);
    progress.take(failed(1));
    progress.take(go);
    expect(phases()).toEqual(['working', 'failed']);
    progress.take(done(0));
    expect(phases()).toEqual(['done', 'failed']);
  });

  it('says what a worker is doing until it works, and how it failed', () => {
    const progress = new TrialProgress(trialStart([0, 3]), () => 0);
    const notes = () => progress.rows.map((row) => progress.meterOf(row).note);
    expect(notes()).toEqual(['starting', 'starting']);
    progress.take(ready(0));
    progress.take(ready(1));
    expect(notes()).toEqual(['ready', 'ready']);
    progress.take(go);
    progress.take(failed(1));
    expect(notes()).toEqual([null, 'FAILED (CPU 1 PID 7 TID 8): exited with code 7']);
    expect(progress.rows.map((row) => progress.meterOf(row).failed)).toEqual([false, true]);
  });

  it('stops a worker’s clock when its work is over', () => {
    let nowMs = 1000;
    const progress = new TrialProgress(trialStart([10, 5]), () => nowMs);
    progress.take(ready(0));
    progress.take(go);
    nowMs = 3000;
    progress.take(done(0));
    nowMs = 9000;
    expect(progress.rows.map((row) => progress.meterOf(row).elapsedMs)).toEqual([2000, 8000]);
  });

  it('shows who a worker is, as far as it is known', () => {
    const progress = new TrialProgress(trialStart([0]), () => 0);
    const identity = () => progress.rows.map((row) => progress.meterOf(row).identity);
    expect(identity()).toEqual(['CPU 0']);
    progress.take(ready(0));
    expect(identity()).toEqual(['CPU 0 PID 7 TID 8']);
    progress.take({ type: 'worker-ready', worker: 0, identity: { ...IDENTITY, tid: 7 } });
    expect(identity()).toEqual(['CPU 0 PID 7']);
  });

  it('adds all workers up, hidden ones too', () => {
    const progress = new TrialProgress(trialStart([2, 3, 4]), () => 0);
    expect(progress.total(2)).toMatchObject({
      label: '+2 more',
      progress: { done: 9, total: 30, of: 'units' },
    });
  });

  it('takes no notice of what is not its business', () => {
    const progress = new TrialProgress(trialStart([0]), () => 0);
    expect(progress.take({ type: 'worker-output', worker: 0, stream: 'stdout', line: 'x' })).toBeNull();
    expect(progress.take(done(5))).toBeNull();
    expect(progress.take({ type: 'scenario-end', result: makeResult() })).toBeNull();
    expect(progress.rows[0]?.phase).toBe('starting');
  });
});

describe('lines', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function told(events: readonly RunEvent[], palette = PLAIN): string[] {
    const lines: string[] = [];
    const view = linesView((line) => lines.push(line), palette);
    for (const event of events) view.take(event);
    view.close();
    return lines;
  }

  it('tell each change of a worker’s state once', () => {
    const scenario = scenarioNamed('threads');
    expect(
      told([
        { type: 'scenario-start', scenario, asked: 'two threads' },
        trialStart([0, 0]),
        ready(0),
        ready(1),
        go,
        { type: 'worker-output', worker: 1, stream: 'stdout', line: 'hello' },
        done(0),
        failed(1),
        { type: 'trial-end', observation: makeObservation({ label: 'a look', wallNs: 1.5e9 }) },
        { type: 'warning', notice: { code: 'ENGINE_LEFT_OUT', engine: 'pool', why: 'not pinned' } },
      ]),
    ).toEqual([
      'threads: two threads\n',
      'sky: a look\n',
      'w1: ready (CPU 0 PID 7 TID 8)\n',
      'w2: ready (CPU 1 PID 7 TID 8)\n',
      'w2: hello\n',
      'w1: done after 10 units\n',
      'w2 (CPU 1 PID 7 TID 8): FAILED after 3 units: exited with code 7\n',
      'a look: over after 1.50 s\n',
      'warning: pool is left out: not pinned\n',
    ]);
  });

  it('hold no escape code and no carriage return, and only ASCII where there is no more', () => {
    const line = 'said → so';
    const output: RunEvent = { type: 'worker-output', worker: 0, stream: 'stdout', line };
    const lines = told([trialStart([0]), ready(0), go, output, done(0)], ASCII_ONLY);
    expect(lines).toContain('w1: said -> so\n');
    for (const one of lines) expect(one).toMatch(/^[ -~]*\n$/);
  });

  it('tell every five seconds that it still goes on, until it is over', () => {
    const lines: string[] = [];
    const view = linesView((line) => lines.push(line), PLAIN);
    const eleven = Array.from({ length: 11 }, (_, index) => index);
    for (const event of [trialStart(eleven), go]) view.take(event);
    vi.advanceTimersByTime(4999);
    expect(lines).toHaveLength(1);
    vi.advanceTimersByTime(5001);
    expect(lines.slice(1)).toEqual(
      Array(2).fill(
        'still running: w1 0 %, w2 10 %, w3 20 %, w4 30 %, w5 40 %, w6 50 %, w7 60 %, w8 70 %, +3 more\n',
      ),
    );
    view.take({ type: 'trial-end', observation: makeObservation() });
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stop telling when they are closed in the middle, however often', () => {
    const view = linesView(() => {}, PLAIN);
    for (const event of [trialStart([0]), go]) view.take(event);
    view.close();
    view.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a frame', () => {
  function screen(columns = 80) {
    const written: string[] = [];
    const stream = new FrameStream({
      columns,
      rows: 24,
      write: (text) => written.push(text),
      onResize: () => () => {},
    });
    return { stream, written };
  }

  it('is written at once, and only when it differs from the last', () => {
    const { stream, written } = screen();
    for (const part of ['a', 'b']) stream.write(part);
    expect(written).toEqual([]);
    stream.flush();
    stream.write('ab');
    stream.flush();
    expect(written).toEqual(['ab\u001b[J']);
    stream.write('ac');
    stream.flush();
    expect(written).toEqual(['ab\u001b[J', 'ac\u001b[J']);
  });

  it('knows how many rows its lines take on a terminal that became narrower', () => {
    const { stream } = screen(10);
    stream.write(`\u001b[31m${'x'.repeat(25)}\u001b[39m\n${'y'.repeat(10)}\n${'z'.repeat(11)}`);
    stream.flush();
    // 25 characters take 3 rows of 10, 10 take 1, 11 take 2: three more rows than lines.
    expect(stream.brokenRows(3)).toBe(3);
    expect(stream.brokenRows(1)).toBe(1);
  });
});

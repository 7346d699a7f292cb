import { describe, expect, it } from 'vitest';
import { watchBecause } from '../../../src/report/words/watched.ts';
import { judgeProgram, type ProgramFigures } from '../../../src/run/watch/judge-program.ts';
import { type Stops, stopsOf } from '../../../src/run/watch/stopped.ts';
import { QUIET } from '../../fixtures/builders.ts';
import { makeWatchedThread } from '../../fixtures/watch-report.ts';

/** Two seconds of a thread, or of several, on a quiet machine with two CPUs. */
function judge(overrides: Partial<ProgramFigures>) {
  const { reason, ...verdict } = judgeProgram({
    durationNs: 2e9,
    threads: [thread(0.98)],
    unseenNs: 0,
    conditions: QUIET,
    cpus: 2,
    quotaCpus: null,
    programs: new Map(),
    openmp: new Map(),
    coresBusy: [0.05, 0.95],
    hasSchedstat: true,
    hasEnded: true,
    stops: null,
    ...overrides,
  });
  return { ...verdict, because: watchBecause(reason) };
}

function thread(run: number, tid = 101) {
  const runNs = run * 2e9;
  return makeWatchedThread({ tid, lastSeenNs: 2e9, runNs, runDelayNs: 0, blockedNs: 2e9 - runNs });
}

/** Of each thread: its process, how long it was stopped, and how long it ran, of two seconds. */
function stops(...threads: readonly (readonly [pid: number, stoppedNs: number, runNs: number])[]): Stops {
  const found = stopsOf(
    threads.map(([pid, stoppedNs, runNs]) => ({
      pid,
      stoppedNs,
      runNs,
      wasStopped: stoppedNs > 0,
      wasTraced: false,
      lifeNs: 2e9,
      runDelayNs: 0,
    })),
  );
  if (found === null) throw new Error('nobody was stopped');
  return found;
}

describe('a program that was over before it could be judged', () => {
  it('has no verdict, and its sentence says so', () => {
    expect(judge({ durationNs: 6.9e6, threads: [thread(0.001)] })).toMatchObject({
      kind: null,
      because: 'over in 6.9 ms: too short to judge',
    });
    expect(judge({ durationNs: 50e6, hasEnded: false }).because).toBe(
      'watched for 50.0 ms: too short to judge',
    );
    expect(judge({ durationNs: 100e6, threads: [thread(0.05)] }).kind).not.toBeNull();
  });
});

describe('a program that was stopped', () => {
  it('was stopped, and did not wait', () => {
    const verdict = judge({ threads: [thread(0)], stops: stops([1, 1.9e9, 0]) });
    expect(verdict).toMatchObject({
      kind: 'MIXED',
      causes: [{ kind: 'stopped', who: { longestNs: 1.9e9 } }],
    });
    expect(verdict.because).toBe(
      'it was stopped for 1.90 s of 2.00 s, by SIGSTOP, Ctrl-Z or the like (busy 0.00 cores)',
    );
  });

  it('that ran before is not said to have waited for the rest of the time', () => {
    const verdict = judge({ threads: [thread(0.5)], stops: stops([1, 0.95e9, 1e9]) });
    expect(verdict.because).toMatch(/^it was stopped for 950 ms of 2\.00 s/);
  });

  it('in part is told of beside what the others did', () => {
    const who = stops([1, 1.9e9, 0], [2, 0, 0], [3, 0, 0]);
    const waiting = judge({ threads: [thread(0, 1), thread(0, 2), thread(0, 3)], stops: who });
    expect(waiting.kind).toBe('WAITING');
    expect(waiting.because).toMatch(/: stopped: 1 of 3 processes for 1\.90 s/);
    const busy = judge({
      threads: [thread(0.98, 1), thread(0.98, 2)],
      stops: stops([1, 1.9e9, 0], [2, 0, 1e9]),
    });
    expect(busy.kind).toBe('PARALLEL');
    expect(busy.because).toMatch(/at once; stopped: 1 of 2 processes for 1\.90 s/);
  });

  it('for a moment only still did what it did', () => {
    const verdict = judge({ threads: [thread(0.9)], stops: stops([1, 0.1e9, 1.8e9]) });
    expect(verdict.because).toMatch(/^one thread did all the work.*: stopped: for 100 ms/);
  });
});

describe('one thread that did all the work', () => {
  it('is named, whatever its name holds', () => {
    const named = (comm: string) => judge({ threads: [{ ...thread(0.98), comm }] }).because;
    expect(named('VM Thread')).toMatch(/^one thread did all the work .*"VM Thread" \(tid 101\)/);
    expect(named('\u001b[2J\n"')).toContain('"\\u001b[2J\\n\\"" (tid 101)');
  });
});

import { describe, expect, it } from 'vitest';
import { watchBecause } from '../../../src/report/words/watched.ts';
import { judgeProgram, type ProgramFigures } from '../../../src/run/watch/judge-program.ts';
import { shortLivesOf } from '../../../src/run/watch/short-lives.ts';
import { type Stops, stopsOf } from '../../../src/run/watch/stopped.ts';
import { QUIET } from '../../fixtures/builders.ts';
import { makeWatchedThread } from '../../fixtures/watch-report.ts';

/** Two seconds of a thread, or of several, on a quiet machine with two CPUs. */
function judge(overrides: Partial<ProgramFigures>) {
  const { reason, ...verdict } = judgeProgram({
    durationNs: 2e9,
    threads: [thread(0.98)],
    unseenNs: 0,
    unseenBy: { threadsNs: 0, processesNs: 0 },
    conditions: QUIET,
    cpus: 2,
    quotaCpus: null,
    programs: new Map(),
    openmp: new Map(),
    coresBusy: [0.05, 0.95],
    hasSchedstat: true,
    waits: null,
    topLock: null,
    hogged: null,
    atFileLock: 0,
    deadlock: null,
    pipeline: null,
    phases: [],
    hasEnded: true,
    stops: null,
    unchargedParent: null,
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

it('of which most was never sampled has no verdict, and its threads are not called short-lived', () => {
  const conditions = { ...QUIET, longestPauseNs: 1.9e9 };
  const verdict = judge({ threads: [thread(0.1)], unseenNs: 1.8e9, conditions });
  expect(verdict).toMatchObject({ kind: null, causes: [{ kind: 'pause', longestPauseNs: 1.9e9 }] });
  expect(verdict.because).toBe(
    'nothing was sampled for 1.90 s of 2.00 s, and most of the work went unseen (busy 1.00 cores): who did it can’t be told',
  );
  expect(judge({ threads: [thread(0.1)], unseenNs: 1.8e9 }).because).toMatch(/^short-lived/);
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
    expect(verdict.because).toMatch(/^one thread did all the work.*; stopped: for 100 ms/);
  });
});

describe('one thread that did all the work', () => {
  it('is named, whatever its name holds', () => {
    const named = (comm: string) => judge({ threads: [{ ...thread(0.98), comm }] }).because;
    expect(named('VM Thread')).toMatch(/^one thread did all the work .*"VM Thread" \(tid 101\)/);
    expect(named('\u001b[2J\n"')).toContain('"\\u001b[2J\\n\\"" (tid 101)');
  });
});

describe('a program of short lives', () => {
  const threads = { threadsNs: 1.8e9, processesNs: 0 };
  const quiet = { ...QUIET, idleCpus: 1 };

  it('is told by how many threads ran at a time: one', () => {
    const verdict = judge({ threads: [thread(0.05)], unseenNs: 1.9e9, unseenBy: threads, conditions: quiet });
    expect(verdict).toMatchObject({ kind: 'MIXED', causes: [] });
    expect(verdict.because).toBe(
      'short-lived threads did the work, about one at a time (busy 1.00 cores, 95 % of it too short-lived for a sample)',
    );
  });

  it('two, which is parallel, or more where no CPU was idle', () => {
    const busy = { unseenNs: 3.7e9, unseenBy: threads, threads: [thread(0.05)] };
    const verdict = judge({ ...busy, conditions: { ...QUIET, idleCpus: 0.02 } });
    expect(verdict.kind).toBe('PARALLEL');
    expect(verdict.because).toMatch(
      /^short-lived threads did the work, about two at a time .* or more: no CPU was idle/,
    );
    expect(judge({ ...busy, conditions: { ...QUIET, idleCpus: 2 } }).because).not.toMatch(/or more/);
  });

  it('processes, beside neighbours: how many more were queued can’t be told', () => {
    const conditions = { ...QUIET, idleCpus: 0, othersCpus: 1.5 };
    const unseenBy = { threadsNs: 0, processesNs: 1e9 };
    const verdict = judge({ threads: [thread(0.01)], unseenNs: 1e9, unseenBy, conditions });
    expect(verdict).toMatchObject({ kind: 'MIXED', causes: [{ kind: 'neighbours' }] });
    expect(verdict.because).toMatch(
      /^short-lived processes .* 0\.5 or more at a time .*: no CPU was idle.*neighbours/,
    );
  });

  it('counts with these the short-lived that a sample saw, but no thread that was there all the time', () => {
    const seen = makeWatchedThread({ tid: 7, firstSeenNs: 1e9, lastSeenNs: 1.1e9, runNs: 0.1e9 });
    const lives = shortLivesOf({
      ...{ durationNs: 2e9, cpus: 2, quotaCpus: null, conditions: quiet },
      ...{ threads: [thread(0.2), seen], unseenNs: 0.9e9, unseenBy: { threadsNs: 1, processesNs: 1 } },
    });
    expect(lives).toMatchObject({ of: 'both', atATime: 0.5, cpuNs: 1e9, mayBeMore: false });
  });

  it('has no word of these where half of the work was seen, or where it mostly waited', () => {
    expect(judge({ unseenNs: 1.9e9, unseenBy: threads }).because).not.toMatch(/short-lived/);
    expect(judge({ threads: [thread(0.001)], unseenNs: 0.2e9, unseenBy: threads }).kind).toBe('WAITING');
  });
});

it('a program whose children are charged to nobody is not said to wait where these come and go', () => {
  const child = makeWatchedThread({ pid: 7, tid: 7, firstSeenNs: 1e9, lastSeenNs: 1.05e9, runNs: 0.01e9 });
  const parent = { ...thread(0.01), blockedNs: 1.98e9 };
  const judged = (children: number) =>
    judge({ threads: [parent, ...Array(children).fill(child)], unseenNs: null, unchargedParent: 100 });
  expect(judged(8)).toMatchObject({
    kind: null,
    because: expect.stringMatching(/process 100 ignores SIGCHLD/),
  });
  expect(judged(2).kind).toBe('WAITING');
});

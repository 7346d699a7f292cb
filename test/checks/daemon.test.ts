import { describe, expect, it } from 'vitest';
import { daemon, daemonSetting } from '../../src/checks/daemon.ts';
import type { Observation, WorkerRecord } from '../../src/model/trial/observation.ts';
import { BUSY, QUIET } from '../fixtures/builders.ts';
import { deadWorker, judgedInWords, makeCheckSetting, makeEvidence } from '../fixtures/check-evidence.ts';
import { daemonWorld } from '../fixtures/worlds/daemon.ts';
import { withWorkers } from '../fixtures/worlds.ts';

const WORLD = daemonWorld()[0] as Observation;

function judged(trial: Observation) {
  return judgedInWords(daemon, makeEvidence({ trials: { daemon: trial } }));
}

/** The world in which one program is held open for so many ms. */
function openFor(name: string, openMs: number | null, world = WORLD): Observation {
  return withWorkers(world, (worker): Partial<WorkerRecord> => {
    if (worker.name !== name) return {};
    return { exitNs: openMs === null ? null : (worker.endNs ?? 0) + openMs * 1e6 };
  });
}

describe('where daemons die with their program', () => {
  it('passes and tells each of the three claims', () => {
    expect(judged(WORLD)).toEqual({
      outcome: 'pass',
      expected:
        'ref: the program waits, file written; unref: the program ends at once, file lost; detached: the program ends at once, file written',
      observed:
        'ref: it waited (410 ms), file written; unref: it ended (12.0 ms), file lost; detached: it ended (15.0 ms), file written',
      because: 'all 3 claims hold',
      causes: [],
    });
  });

  it('passes beside busy neighbours too', () => {
    expect(judged({ ...WORLD, conditions: BUSY }).outcome).toBe('pass');
  });
});

describe('where they don’t', () => {
  it('fails when the daemon’s program is held open', () => {
    expect(judged(openFor('unref', 400))).toMatchObject({
      outcome: 'fail',
      because: 'false: a daemon worker thread (unref) dies with its program',
    });
  });

  it('fails when the daemon’s file is written', () => {
    expect(judged({ ...WORLD, files: ['detached.txt', 'ref.txt', 'unref.txt'] }).outcome).toBe('fail');
  });

  it('fails when the detached process dies with its program', () => {
    expect(judged({ ...WORLD, files: ['ref.txt'] })).toMatchObject({
      outcome: 'fail',
      because: 'false: a detached child process outlives its program',
    });
  });

  it('names each of several', () => {
    const because = judged({ ...openFor('ref', 1), files: [] }).because;
    expect(because).toBe(
      'false: a worker thread keeps its program alive; false: a detached child process outlives its program',
    );
  });

  it('fails when a program died of something else, and names it', () => {
    const workers = [deadWorker('ref', 'exited with code 7'), ...WORLD.workers.slice(1)];
    expect(judged({ ...WORLD, workers, conditions: BUSY })).toMatchObject({
      outcome: 'fail',
      because: 'ref: exited with code 7',
    });
  });

  it('is inconclusive beside busy neighbours, which give a daemon time', () => {
    expect(judged({ ...openFor('unref', 400), conditions: BUSY })).toMatchObject({ outcome: 'inconclusive' });
  });

  it('fails beside busy neighbours where no load explains it: the worker’s file isn’t there', () => {
    expect(judged({ ...openFor('ref', 10), files: [], conditions: BUSY }).outcome).toBe('fail');
  });
});

it.each([
  [240, 'pass'],
  [239, 'fail'],
] as const)(
  'counts a program as held open from four fifths of the helper’s 300 ms on: %d ms',
  (ms, outcome) => {
    expect(judged(openFor('ref', ms)).outcome).toBe(outcome);
  },
);

describe('is inconclusive', () => {
  it('where nobody knows when a program was gone', () => {
    expect(judged(openFor('ref', null))).toMatchObject({
      outcome: 'inconclusive',
      because: 'the machine was too busy, or it is unknown whether the file was written',
    });
  });

  it('where nobody knows which files there are', () => {
    expect(judged({ ...WORLD, files: null }).outcome).toBe('inconclusive');
  });
});

it('runs the experiment quickly, whatever the checks’ setting', () => {
  expect(daemonSetting(makeCheckSetting({ quick: false, seed: 7, cpus: [3] }))).toMatchObject({
    quick: true,
    seed: 7,
    cpus: [3],
    workers: null,
  });
});

// Seen on a real machine under a tenth of a core: the daemon's program took 298 ms to end.
it('is inconclusive where a quota kept a program from ending in time', () => {
  const conditions = { ...QUIET, throttledPeriods: 9 };
  expect(judged({ ...openFor('unref', 298), conditions }).outcome).toBe('inconclusive');
});

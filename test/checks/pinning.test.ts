import { describe, expect, it } from 'vitest';
import { pinning } from '../../src/checks/pinning.ts';
import type { WorkerRecord } from '../../src/model/trial/observation.ts';
import { BUSY, NO_TASKSET, pinnedWorker } from '../fixtures/builders.ts';
import { burners, judgedInWords, makeEvidence } from '../fixtures/check-evidence.ts';

function judged(...workers: WorkerRecord[]) {
  return judgedInWords(pinning, makeEvidence({ trials: { threads: burners({ workers }) } }));
}

const first = pinnedWorker(0, { name: 'threads 1' });

describe('where masks hold', () => {
  it('passes when each worker was seen on its own CPU alone', () => {
    expect(judged(first, pinnedWorker(1))).toEqual({
      outcome: 'pass',
      expected: '2 masks read back as requested, each worker only on its own CPU',
      observed: '2 masks applied, on its own CPU in 200 of 200 samples',
      because: 'masks and samples agree',
      causes: [],
    });
  });

  it('fails when one was seen elsewhere all the same', () => {
    expect(judged(first, pinnedWorker(1, { cpusSeen: { '1': 99, '0': 1 } }))).toMatchObject({
      outcome: 'fail',
      observed: '2 masks applied, on its own CPU in 199 of 200 samples',
      because: 'a worker ran on another CPU than its own',
    });
  });

  it('is inconclusive when one was never seen', () => {
    expect(judged(first, pinnedWorker(1, { cpusSeen: {} }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'there is no sample of a worker’s CPU',
    });
  });
});

describe('where masks don’t hold', () => {
  it('fails when the kernel refused one, with its words', () => {
    const why = 'the kernel’s mask is 0-1, not 1';
    const second = pinnedWorker(1, { name: 'threads 2', pin: { state: 'refused', cpus: [0, 1], why } });
    expect(judged(first, second)).toMatchObject({
      outcome: 'fail',
      observed: '1 mask applied, on its own CPU in 100 of 100 samples',
      because: `threads 2: ${why}`,
    });
  });

  it('is inconclusive without taskset: it was never tried', () => {
    expect(judged(first, pinnedWorker(1, { pin: NO_TASKSET }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'taskset is not in PATH',
    });
  });

  it('names a refusal rather than what was never tried', () => {
    const refused = pinnedWorker(1, { name: 'w', pin: { state: 'refused', cpus: null, why: 'EINVAL' } });
    expect(judged(pinnedWorker(0, { pin: NO_TASKSET }), refused)).toMatchObject({
      outcome: 'fail',
      because: 'w: EINVAL',
    });
  });

  it('is inconclusive where nobody says why', () => {
    expect(judged(pinnedWorker(0, { pin: { state: 'off', cpus: null, why: null } }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'unknown',
    });
  });
});

it('doesn’t mind busy neighbours: a mask holds or it doesn’t', () => {
  const workers = [first, pinnedWorker(1)];
  const busy = burners({ r: 0.2, d: 1.7, kind: 'STARVED', conditions: BUSY, workers });
  expect(judgedInWords(pinning, makeEvidence({ trials: { threads: busy } })).outcome).toBe('pass');
});

import { expect, it } from 'vitest';
import { leakedWorkers } from '../../src/checks/leaked-workers.ts';
import type { LeakedWorker } from '../../src/model/check/finding.ts';
import { judgedInWords, makeEvidence } from '../fixtures/check-evidence.ts';

const judged = (leaked: readonly LeakedWorker[] | null) =>
  judgedInWords(leakedWorkers, makeEvidence({ leaked }));

it('passes where all are gone', () => {
  expect(judged([])).toEqual({
    outcome: 'pass',
    expected: 'every worker’s thread or process is gone',
    observed: 'all are gone',
    because: 'PIDs and TIDs were looked up after the workers’ end',
    causes: [],
  });
});

it('fails where some are still there, and names each', () => {
  expect(
    judged([
      { name: 'w1', pid: 1, tid: 2 },
      { name: 'w2', pid: 1, tid: 3 },
    ]),
  ).toMatchObject({
    outcome: 'fail',
    observed: 'w1 (PID 1, TID 2), w2 (PID 1, TID 3)',
    because: 'leaked: they are still alive',
  });
});

it('is inconclusive where nobody was run, or nobody can be looked up', () => {
  expect(judged(null)).toMatchObject({ outcome: 'inconclusive', observed: 'unknown' });
});

import { expect, it } from 'vitest';
import { leakedWorkers } from '../../src/checks/leaked-workers.ts';
import { makeEvidence } from '../fixtures/check-evidence.ts';

const judged = (left: readonly string[] | null) => leakedWorkers.judge(makeEvidence({ leftBehind: left }));

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
  expect(judged(['w1 (PID 1, TID 2)', 'w2 (PID 1, TID 3)'])).toMatchObject({
    outcome: 'fail',
    observed: 'w1 (PID 1, TID 2), w2 (PID 1, TID 3)',
    because: 'leaked: they are still alive',
  });
});

it('is inconclusive where nobody was run, or nobody can be looked up', () => {
  expect(judged(null)).toMatchObject({ outcome: 'inconclusive', observed: 'unknown' });
});

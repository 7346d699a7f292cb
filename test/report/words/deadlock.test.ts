import { expect, it } from 'vitest';
import { deadlockWords } from '../../../src/report/words/deadlock.ts';
import { makeLock } from '../../fixtures/blocked-report.ts';

const locks = [
  makeLock({ symbol: 'first', file: 'dead' }),
  makeLock({ id: 'B', symbol: 'second', file: 'dead' }),
];

it('says who waits for what, and who holds it, round to the first', () => {
  const threads = [
    { tid: 12, comm: 'worker-1', waitsFor: 'A', heldBy: 13 },
    { tid: 13, comm: 'worker-2', waitsFor: 'B', heldBy: 12 },
  ];
  expect(deadlockWords({ threads, locks })).toBe(
    'a deadlock: "worker-1" (tid 12) waits for lock A (first in dead), which "worker-2" (tid 13) holds; "worker-2" (tid 13) waits for lock B (second in dead), which "worker-1" (tid 12) holds',
  );
});

it('is one of a thread that waits for what it holds itself, and of a lock that is not listed', () => {
  const threads = [{ tid: 12, comm: 'w', waitsFor: 'Z', heldBy: 12 }];
  expect(deadlockWords({ threads, locks: [] })).toBe(
    'a deadlock: "w" (tid 12) waits for lock Z, which it holds itself',
  );
});

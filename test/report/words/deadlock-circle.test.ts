import { expect, it } from 'vitest';
import { circleLines, circleText } from '../../../src/report/words/deadlock-circle.ts';
import { makeLock } from '../../fixtures/blocked-report.ts';

const locks = [
  makeLock({ symbol: 'first', file: 'dead' }),
  makeLock({ id: 'B', symbol: 'second', file: 'dead' }),
];
const circle = [
  { tid: 12, comm: 'worker-1', waitsFor: 'A', heldBy: 13 },
  { tid: 13, comm: 'worker-2', waitsFor: 'B', heldBy: 12 },
];

it('says who waits for what, and who holds it, round to the first', () => {
  expect(circleText(circle, locks)).toBe(
    '"worker-1" (tid 12) waits for lock A (first in dead), held by "worker-2" (tid 13), which waits for lock B (second in dead), held by "worker-1" (tid 12): a deadlock',
  );
});

it('draws the same as a circle', () => {
  expect(circleLines(circle, locks)).toEqual([
    '┌▸ "worker-1" (tid 12)',
    '│    waits for lock A (first in dead)',
    '│    held by',
    '│  "worker-2" (tid 13)',
    '│    waits for lock B (second in dead)',
    '└─ held by "worker-1" (tid 12)',
  ]);
});

it('is one of a thread that waits for what it holds itself, and of a lock that is not listed', () => {
  const alone = [{ tid: 12, comm: 'w', waitsFor: 'Z', heldBy: 12 }];
  expect(circleText(alone, [])).toBe('"w" (tid 12) waits for lock Z, held by "w" (tid 12): a deadlock');
  expect(circleLines(alone, [])).toEqual([
    '┌▸ "w" (tid 12)',
    '│    waits for lock Z',
    '└─ held by "w" (tid 12)',
  ]);
});

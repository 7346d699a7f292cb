import { expect, it } from 'vitest';
import { circleLines } from '../../../src/report/words/deadlock-circle.ts';

const circle = [
  { tid: 12, comm: 'worker-1', waitsFor: 'A', heldBy: 13 },
  { tid: 13, comm: 'worker-2', waitsFor: 'B', heldBy: 12 },
];

it('draws who waits for what, and who holds it, round to the first', () => {
  expect(circleLines(circle)).toEqual([
    '┌▸ "worker-1" (tid 12)',
    '│    waits for lock A',
    '│    held by',
    '│  "worker-2" (tid 13)',
    '│    waits for lock B',
    '└─ held by "worker-1" (tid 12)',
  ]);
});

it('is one of a thread that waits for what it holds itself', () => {
  expect(circleLines([{ tid: 12, comm: 'w', waitsFor: 'Z', heldBy: 12 }])).toEqual([
    '┌▸ "w" (tid 12)',
    '│    waits for lock Z',
    '└─ held by "w" (tid 12)',
  ]);
});

import { expect, it } from 'vitest';
import { pointsAround } from '../../../../src/run/watch/phases/threads-within.ts';

const points = [0, 10, 20, 30, 40].map((atNs) => ({ atNs, cpu: 0, runNs: atNs, runDelayNs: 0 }));
const around = (startNs: number, endNs: number) =>
  pointsAround(points, { startNs, endNs }).map(({ atNs }) => atNs);

it('of a thread’s samples a phase reads its own, and one on either side', () => {
  expect(around(10, 20)).toEqual([10, 20, 30]);
  expect(around(15, 16)).toEqual([10, 20]);
  expect(around(-5, 100)).toEqual([0, 10, 20, 30, 40]);
  expect(around(50, 60)).toEqual([40]);
  expect(pointsAround([], { startNs: 0, endNs: 1 })).toEqual([]);
});

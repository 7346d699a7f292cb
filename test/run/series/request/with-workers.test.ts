import { expect, it } from 'vitest';
import { engineEntries, withWorkers } from '../../../../src/run/series/request/choose-entries.ts';
import { makeUnitWork } from '../../../fixtures/series.ts';

const [threads, pool] = engineEntries(
  [
    { engine: 'threads', python: null },
    { engine: 'pool', python: null },
  ],
  makeUnitWork(),
) as [never, never];
const named = (counts: readonly number[]) =>
  withWorkers([threads, pool], counts).map(({ label, workers }) => [label, workers]);

it('each engine runs on each number of workers, and is named with it where there are several', () => {
  expect(named([4])).toEqual([
    ['threads', 4],
    ['pool', 4],
  ]);
  expect(named([1, 4])).toEqual([
    ['threads ×1', 1],
    ['threads ×4', 4],
    ['pool ×1', 1],
    ['pool ×4', 4],
  ]);
});

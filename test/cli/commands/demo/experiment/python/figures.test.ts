import { describe, expect, it } from 'vitest';
import {
  type Figure,
  judgedFigure,
} from '../../../../../../src/cli/commands/demo/experiment/python/figures.ts';
import { makeObservation, makeWorker } from '../../../../../fixtures/builders.ts';

const workers = [makeWorker({ pid: 7, tid: 8 }), makeWorker({ pid: 7, tid: 9 })];
const seen = (change: object) => makeObservation({ label: 'a', r: 1, d: 0.5, workers, ...change });
const judge = (figure: Figure, bound: object, change: object = {}) =>
  judgedFigure('id', { statement: 's', trial: 'a', figure, ...bound }, [seen(change)]);

describe('a claim that is data', () => {
  it.each([
    ['busy', { at_most: 1 }, 'holds', 'busy ≤ 1.00 cores', 'busy 1.00 cores'],
    ['busy', { at_least: 1.01 }, 'fails', 'busy ≥ 1.01 cores', 'busy 1.00 cores'],
    ['queued', { equals: 0.5 }, 'holds', 'queued = 0.50 cores', 'queued 0.50 cores'],
    ['busy + queued', { at_least: 1.6 }, 'fails', 'busy + queued ≥ 1.60 cores', 'busy + queued 1.50 cores'],
    ['processes', { equals: 1 }, 'holds', 'exactly 1 process', '1 process'],
    ['threads', { at_least: 3 }, 'fails', 'at least 3 threads', '2 threads'],
  ] as const)('%s %j: %s', (figure, bound, outcome, expected, observed) => {
    expect(judge(figure, bound)).toMatchObject({ id: 'id', statement: 's', outcome, expected, observed });
  });

  it('is left open where nothing is known of its figure', () => {
    const unknown = { outcome: 'inconclusive', observed: 'unknown' };
    expect(judge('busy + queued', { at_least: 1 }, { d: null })).toMatchObject(unknown);
    expect(judge('threads', { equals: 1 }, { workers: [makeWorker({ tid: null })] })).toMatchObject(unknown);
  });

  it('is excused by a busy machine where that alone can spoil it', () => {
    const isExcused = (figure: Figure, bound: object) => judge(figure, bound).loadSensitive;
    expect(isExcused('busy', { at_least: 1 })).toBe(true);
    expect(isExcused('busy', { at_most: 1 })).toBe(false);
    expect(isExcused('queued', { at_most: 1 })).toBe(true);
    expect(isExcused('busy + queued', { at_least: 1 })).toBe(true);
    expect(isExcused('processes', { equals: 1 })).toBe(false);
  });
});

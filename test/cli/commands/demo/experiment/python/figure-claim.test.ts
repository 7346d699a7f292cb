import { describe, expect, it } from 'vitest';
import { judgedFigure } from '../../../../../../src/cli/commands/demo/experiment/python/figure-claim.ts';
import type { Figure } from '../../../../../../src/cli/commands/demo/experiment/python/figures.ts';
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
    ['busy', { equals: 1.004 }, 'holds', 'busy = 1.00 cores', 'busy 1.00 cores'],
    [
      'busy + queued',
      { at_least: 1, at_most: 1.4 },
      'fails',
      'busy + queued ≥ 1.00 and ≤ 1.40 cores',
      'busy + queued 1.50 cores',
    ],
    ['threads', { at_least: 1, at_most: 2 }, 'holds', 'at least 1 and at most 2 threads', '2 threads'],
    ['threads', { at_least: 3 }, 'fails', 'at least 3 threads', '2 threads'],
  ] as const)('%s %j: %s', (figure, bound, outcome, expected, observed) => {
    expect(judge(figure, bound)).toMatchObject({ id: 'id', statement: 's', outcome, expected, observed });
  });

  it('tells the CPUs that its workers were seen on, and their calls', () => {
    const both = [
      makeWorker({ cpusSeen: { 0: 3, 1: 1 }, unitsDone: 4 }),
      makeWorker({ cpusSeen: { 1: 2 }, unitsDone: 5 }),
    ];
    expect(judge('cpus', { equals: 2 }, { workers: both })).toMatchObject({ observed: '2 CPUs' });
    expect(judge('calls', { at_least: 9 }, { workers: both })).toMatchObject({ outcome: 'holds' });
    const unseen = [...both, makeWorker({ cpusSeen: {} })];
    expect(judge('cpus', { equals: 2 }, { workers: unseen }).outcome).toBe('inconclusive');
  });

  it('may be about how many times the figure of another trial it is', () => {
    const over = (base: object) =>
      judgedFigure('id', { statement: 's', trial: 'a', over: 'b', figure: 'busy', at_least: 1.8 }, [
        seen({ r: 1.9 }),
        makeObservation({ label: 'b', ...base }),
      ]);
    expect(over({ r: 1 })).toMatchObject({
      outcome: 'holds',
      expected: 'busy ≥ 1.80 times that of b',
      observed: '1.90 times: busy 1.90 cores, and busy 1.00 cores',
      loadSensitive: true,
    });
    expect(over({ r: 0 })).toMatchObject({ outcome: 'inconclusive', observed: 'unknown' });
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

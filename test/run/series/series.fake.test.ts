import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/model/trial/events.ts';
import type { RunContext } from '../../../src/run/run-context.ts';
import { runSeries, type SeriesRequest } from '../../../src/run/series/series.ts';
import { stillContext } from '../../fixtures/check-request.ts';
import { FIVE_ROUNDS, makeCandidate, makeUnitWork } from '../../fixtures/series.ts';

// Whole series in virtual time: the workers are timers on a clock that jumps, everything else is the real thing.

const LAYOUT = { cpus: [0, 1], pin: 'none', warmUpMs: 20 } as const;

function run(overrides: Partial<SeriesRequest> = {}, context: Partial<RunContext> = {}) {
  return runSeries({
    title: 'made up',
    candidates: [makeCandidate('one'), makeCandidate('two'), makeCandidate('three')],
    layout: LAYOUT,
    rules: FIVE_ROUNDS,
    context: stillContext(context),
    ...overrides,
  });
}

/** The labels in the order of their runs, a word a round. */
function orderOf(runs: readonly { label: string; round: number }[]): string[] {
  const rounds: string[] = [];
  for (const { label, round } of runs) rounds[round - 1] = `${rounds[round - 1] ?? ''}${label[1]}`;
  return rounds;
}

describe('a series', () => {
  it('runs each candidate once a round, until all have enough', async () => {
    const { runs, isComplete } = await run();
    expect(isComplete).toBe(true);
    expect(orderOf(runs).map((round) => [...round].sort().join(''))).toEqual(new Array(5).fill('hnw'));
    expect(runs.slice(0, 3).map(({ turn }) => turn)).toEqual([1, 2, 3]);
  });

  it('shuffles each round anew, and alike for the same seed', async () => {
    const rules = { ...FIVE_ROUNDS, enoughRuns: 20 };
    const orders = orderOf((await run({ rules })).runs);
    expect(new Set(orders).size).toBeGreaterThan(3);
    expect(orderOf((await run({ rules })).runs)).toEqual(orders);
    expect(orderOf((await run({ rules }, { seed: 2 })).runs)).not.toEqual(orders);
  });

  it('times the phases apart, and adds them up to what a program would wait for', async () => {
    const { runs } = await run({ candidates: [makeCandidate('one')] });
    // A fake worker is up after 1 ms, and takes 10 ms for each of its 5 units.
    expect(runs[0]).toMatchObject({ startupNs: 1e6, workNs: 50e6, transferNs: 0, totalNs: 51e6, workers: 2 });
    expect(runs[0]?.firstResultNs).toBe(11e6);
  });

  it('gives every unit to one worker, whatever their number', async () => {
    for (const [units, workers] of [
      [10, 3],
      [7, 7],
      [1, 1],
      [100, 8],
    ] as const) {
      const about = { ...makeUnitWork().about, units };
      // The known answer of each unit is its number: one that is missing, or done twice, would differ.
      const candidate = makeCandidate('one', { workers, work: makeUnitWork({ about }) });
      expect((await run({ candidates: [candidate] })).digests.one).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it('stops at once where a result is not the known one, and says which', async () => {
    const work = makeUnitWork({ expected: (index) => (index === 3 ? 4 : index) });
    await expect(run({ candidates: [makeCandidate('one', { work })] })).rejects.toMatchObject({
      code: 'USER_CODE',
      message: 'the results differ: unit 3 is 4 (the known answer) and 3 (one, run 1)',
    });
  });

  it('holds versions of a function against each other, unless they may differ', async () => {
    // Nobody knows their answers; a worker of one gives the number of a unit, and of the other nothing else.
    const version = (label: string, units: number) => {
      const about = { ...makeUnitWork().about, units };
      return makeCandidate(label, { work: makeUnitWork({ about, expected: null }) });
    };
    const candidates = [version('one', 10), version('two', 10)];
    const { digests } = await run({ candidates });
    expect(digests.one).toBe(digests.two);
    const differing = [version('one', 10), version('two', 11)];
    await expect(run({ candidates: differing })).rejects.toMatchObject({
      code: 'USER_CODE',
      message: expect.stringMatching(/^the results differ: unit 10 is /),
      facts: { kind: 'different-versions' },
    });
    const apart = await run({ candidates: differing, mayDiffer: true });
    expect(apart.isComplete).toBe(true);
    expect(apart.digests.one).not.toBe(apart.digests.two);
  });

  it('begins no round that the budget has no time for, but always the first', async () => {
    // A round of three takes a little more than 180 ms.
    const rules = { ...FIVE_ROUNDS, deadlineNs: 400e6 };
    const two = await run({ rules });
    expect(Math.max(...two.runs.map(({ round }) => round))).toBe(2);
    expect(two.isComplete).toBe(false);
    const one = await run({ rules: { ...FIVE_ROUNDS, deadlineNs: 0 } });
    expect(one.runs).toHaveLength(3);
  });

  it('ends sooner where the runs take long, but not before the fewest', async () => {
    const rules = { ...FIVE_ROUNDS, enoughRuns: 20, enoughNs: 51e6 * 7, fewestRuns: 3 };
    expect((await run({ rules, candidates: [makeCandidate('one')] })).runs).toHaveLength(7);
    const few = { ...rules, enoughNs: 1 };
    expect((await run({ rules: few, candidates: [makeCandidate('one')] })).runs).toHaveLength(3);
  });

  it('keeps what was measured when it is stopped', async () => {
    const stop = new AbortController();
    const context = stillContext({ signal: stop.signal });
    context.clock.after(250, () => stop.abort('enough'));
    const stopped = await runSeries({
      title: 'made up',
      candidates: [makeCandidate('one'), makeCandidate('two')],
      layout: LAYOUT,
      rules: FIVE_ROUNDS,
      context,
    });
    expect(stopped.runs.length).toBeGreaterThan(1);
    expect(stopped.runs.length).toBeLessThan(10);
    expect(stopped.isComplete).toBe(false);
  });

  it('tells how far it is, and of its workers only what they print in the first round', async () => {
    const events: RunEvent[] = [];
    await run({}, { emit: (event) => events.push(event) });
    const kinds = new Set(events.map(({ type }) => type));
    expect([...kinds].filter((kind) => kind !== 'trial-sampled')).toEqual([
      'series-start',
      'series-run',
      'series-end',
    ]);
    const [start] = events;
    if (start?.type !== 'series-start') throw new Error('it begins otherwise');
    expect(start.names).toEqual(['one', 'two', 'three']);
    expect(start.progress(0)).toEqual({ done: 5, total: 5, of: 'units' });
    expect(start.note(0)).toBe('last: 50.0 ms');
  });
});

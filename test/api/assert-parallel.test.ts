import { describe, expect, it } from 'vitest';
import { assertParallel, evidenceOf } from '../../src/api/assert-parallel.ts';
import type { TreeTotals } from '../../src/machine/follow/observe.ts';
import { BUSY, QUIET } from '../fixtures/builders.ts';

/** A second in which that many cores were kept busy, and that many wanted and not got. */
function second(r: number, d: number, overrides: Partial<TreeTotals> = {}, ofOthers = 0, unseen = 0) {
  const totals = {
    threads: 2,
    lifeNs: 2e9,
    runNs: r * 1e9,
    runDelayNs: d * 1e9,
    voluntarySwitches: 0,
    ...overrides,
  };
  const own = { ...totals, runNs: totals.runNs - ofOthers * 1e9 };
  return {
    wallNs: 1e9,
    report: { totals, own, unseenNs: unseen * 1e9, ownUnseenNs: unseen * 1e9, longestGapMs: 0 },
    conditions: QUIET,
    cpus: 2,
    isShared: false,
  };
}

const outcome = (watched: Parameters<typeof evidenceOf>[0], atLeast: number) =>
  evidenceOf(watched, atLeast).outcome;

describe('the gate of assertParallel', () => {
  it('is R + D, whichever of the two it is', () => {
    expect(outcome(second(1.9, 0), 2)).toBe('parallel');
    expect(outcome(second(0.7, 1.2), 2)).toBe('parallel');
    expect(outcome(second(1, 0.1), 2)).toBe('not-parallel');
  });

  it.each([
    [2, 1.6],
    [4, 3.2],
    [1.5, 1.5],
    [3.5, 3.2],
    [1.2, 1.2],
  ])('for %s cores is at %s', (atLeast, gate) => {
    expect(outcome(second(gate, 0), atLeast)).toBe('parallel');
    expect(outcome(second(gate - 0.01, 0), atLeast)).toBe('not-parallel');
  });

  it('takes no thread for the function’s that may do other work', () => {
    expect(outcome(second(1.9, 0.1, {}, 1), 2)).toBe('inconclusive');
    expect(evidenceOf(second(1.9, 0.1, {}, 1), 2).because).toContain(
      '1.00 of it are from threads that other code may have used',
    );
    expect(outcome(second(3, 0.1, {}, 1), 2)).toBe('parallel');
    expect(outcome(second(1, 0.1, {}, 0.9), 2)).toBe('not-parallel');
  });

  it('stays shut for a lock, busy neighbours or not, and says that it is one', () => {
    const locked = { threads: 2, voluntarySwitches: 400 };
    for (const conditions of [QUIET, BUSY]) {
      const evidence = evidenceOf({ ...second(0.5, 0.9, locked), conditions }, 2);
      expect(evidence).toMatchObject({ outcome: 'not-parallel', kind: 'SERIALISED' });
      expect(evidence.because).toMatch(/busy 0\.50, queued 0\.90 \(cores\) .* below 1\.60/);
    }
  });

  it('is in doubt where another function was watched meanwhile', () => {
    const evidence = evidenceOf({ ...second(1.9, 0.1), isShared: true }, 2);
    expect(evidence.outcome).toBe('inconclusive');
    expect(evidence.because).toContain('another call of assertParallel was under way');
    expect(outcome({ ...second(1, 0.1), isShared: true }, 2)).toBe('not-parallel');
  });

  it('is in doubt where neighbours may hide a lock', () => {
    const handing = { threads: 2, voluntarySwitches: 400 };
    expect(outcome(second(0.87, 0.77, handing), 2)).toBe('inconclusive');
    expect(outcome(second(0.87, 1.1, handing), 2)).toBe('inconclusive');
    expect(outcome(second(1.15, 4, handing), 4)).toBe('inconclusive');
    expect(outcome(second(1.5, 0.2, handing), 2)).toBe('parallel');
    expect(outcome(second(0.87, 0.77), 2)).toBe('parallel');
  });

  it('is in doubt of threads that contend thousands of times a second, however busy they are', () => {
    const contending = { threads: 2, voluntarySwitches: 4000 };
    const evidence = evidenceOf(second(1.9, 0.1, contending), 2);
    expect(evidence.outcome).toBe('inconclusive');
    expect(evidence.because).toContain(
      '2,000 voluntary context switches a second each: they may share a lock',
    );
    expect(outcome(second(1, 0.1, contending), 2)).toBe('not-parallel');
  });

  it('counts what ended before it was sampled, and is in doubt where that may have been queued', () => {
    const full = { ...QUIET, idleCpus: 0 };
    expect(outcome(second(0.5, 0, {}, 0, 1.2), 2)).toBe('parallel');
    const serial = second(0.1, 0.1, {}, 0, 0.8);
    expect(outcome({ ...serial, conditions: { ...QUIET, idleCpus: 0.9 } }, 2)).toBe('not-parallel');
    const evidence = evidenceOf({ ...serial, conditions: full }, 2);
    expect(evidence).toMatchObject({ outcome: 'inconclusive', r: 0.9 });
    expect(evidence.because).toContain(
      '0.80 of these are of threads or processes that ended before they were sampled',
    );
    expect(outcome({ ...second(0.2, 0.8, {}, 0, 0.03), conditions: full }, 2)).toBe('not-parallel');
  });

  it('names what held parallel work back', () => {
    const evidence = evidenceOf({ ...second(0.7, 1.3), conditions: { ...QUIET, othersCpus: 1.3 } }, 2);
    expect(evidence.kind).toBe('STARVED');
    expect(evidence.because).toMatch(/neighbours/);
  });
});

describe('nothing is proved', () => {
  it('by a moment, however busy', () => {
    const evidence = evidenceOf({ ...second(40, 0), wallNs: 20e3 }, 2);
    expect(evidence).toMatchObject({ outcome: 'inconclusive', r: null, d: null, kind: null, threads: null });
    expect(evidence.because).toMatch(/^20\.0 us is too short to judge.*see assertOverlap$/);
  });

  it('against a function at which nobody could look for long', () => {
    const unseen = { ...second(1, 0), conditions: { ...QUIET, longestPauseNs: 0.2e9 } };
    expect(outcome(unseen, 2)).toBe('inconclusive');
    expect(outcome({ ...unseen, ...second(1.9, 0) }, 2)).toBe('parallel');
  });

  it('where the kernel does not tell', () => {
    expect(evidenceOf({ ...second(0, 0), report: null }, 2)).toMatchObject({
      outcome: 'inconclusive',
      r: null,
      d: null,
      kind: null,
      threads: null,
    });
  });
});

it.each([1, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, '2', null, undefined])(
  'refuses atLeast: %j',
  async (atLeast) => {
    const refused = assertParallel(() => 1, { atLeast: atLeast as number });
    await expect(refused).rejects.toThrow(TypeError);
    await expect(refused).rejects.toThrow(
      'assertParallel: atLeast must be a number of cores above 1, such as 2',
    );
  },
);

it.each([
  [
    'no options',
    [() => 1],
    'atLeast must be a number of cores above 1, such as 2 for two workers (it is missing)',
  ],
  ['a number for options', [() => 1, 2], 'options must be an object (it is 2)'],
  ['a typo', [() => 1, { atLeas: 2 }], 'atLeas is an unknown option. Did you mean atLeast?'],
  [
    'an outcome',
    [() => 1, { atLeast: 2, inconclusive: 'x' }],
    'inconclusive must be pass or fail (it is "x")',
  ],
  ['a text', ['x', { atLeast: 2 }], 'fn must be a function (it is "x")'],
])('refuses %s with what to type', async (_what, given, message) => {
  const call = assertParallel as (...given: readonly unknown[]) => Promise<unknown>;
  await expect(call(...given)).rejects.toThrow(`assertParallel: ${message}`);
});

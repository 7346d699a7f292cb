import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allApplied,
  allUnitsDone,
  claim,
  cpusSeen,
  every,
  given,
  pinsApplied,
  seenOnOwnCpu,
  wantsAllCores,
} from '../../../src/scenario-api/index.ts';
import { makeObservation, makeWorker, NO_TASKSET, pinnedWorker } from '../../fixtures/builders.ts';

describe('claim', () => {
  it.each([
    [true, 'holds'],
    [false, 'fails'],
    [null, 'inconclusive'],
  ] as const)('turns %s into %s', (holds, outcome) => {
    const made = claim('id', 'it is so', { expected: 'a', observed: 'b', holds });
    expect(made).toEqual({
      id: 'id',
      statement: 'it is so',
      expected: 'a',
      observed: 'b',
      outcome,
      loadSensitive: false,
    });
  });
});

describe('every', () => {
  it.each([
    [[true, true], true],
    [[true, false], false],
    [[null, false], false],
    [[true, null], null],
    [[], null],
  ])('makes of %j %s', (answers, all) => {
    expect(every(answers)).toBe(all);
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(true, false, null)), (answers) => {
        expect(every([...answers].reverse())).toBe(every(answers));
      }),
    );
  });
});

it('lets nothing follow from a premise that does not hold', () => {
  for (const answer of [true, false, null]) {
    expect(given(true, answer)).toBe(answer);
    expect(given(false, answer)).toBeNull();
  }
});

it('takes workers for held only where the kernel holds each of them', () => {
  expect(allApplied([pinnedWorker(0), pinnedWorker(1)])).toBe(true);
  expect(allApplied([pinnedWorker(0), pinnedWorker(1, { pin: NO_TASKSET })])).toBe(false);
  expect(allApplied([pinnedWorker(0), makeWorker()])).toBe(false);
});

describe('pinsApplied', () => {
  it('holds where every mask that was asked for was read back', () => {
    expect(pinsApplied([pinnedWorker(0), pinnedWorker(1), makeWorker()])).toMatchObject({
      outcome: 'holds',
      expected: '2 of 2 masks read back as requested',
      observed: '2 of 2',
    });
  });

  it.each([
    ['refused', 'rejected'],
    ['unsupported', 'unsupported'],
  ] as const)('proves nothing where one is %s', (state, word) => {
    const bad = pinnedWorker(1, { pin: { state, cpus: null, why: 'because' } });
    expect(pinsApplied([pinnedWorker(0), bad])).toMatchObject({
      outcome: 'inconclusive',
      observed: `1 of 2 (${word}: because)`,
    });
  });

  it('tells nothing where nobody was to be pinned', () => {
    expect(pinsApplied([makeWorker()]).outcome).toBe('inconclusive');
  });
});

describe('seenOnOwnCpu', () => {
  it('holds where every sample is on the worker’s own CPU', () => {
    expect(seenOnOwnCpu([pinnedWorker(0), pinnedWorker(1)])).toMatchObject({
      outcome: 'holds',
      observed: '200 of 200 samples',
    });
  });

  it('fails for a single sample elsewhere', () => {
    expect(seenOnOwnCpu([pinnedWorker(0), pinnedWorker(1, { cpusSeen: { '0': 1, '1': 99 } })])).toMatchObject(
      {
        outcome: 'fails',
        observed: '199 of 200 samples',
      },
    );
  });

  it('fails for one that was seen elsewhere, though another was never seen', () => {
    expect(
      seenOnOwnCpu([pinnedWorker(0, { cpusSeen: { '0': 40, '1': 60 } }), pinnedWorker(1, { cpusSeen: {} })]),
    ).toMatchObject({ outcome: 'fails', observed: '40 of 100 samples; 1 worker without a sample' });
  });

  it('tells nothing where one of them was never seen, or none is pinned', () => {
    expect(seenOnOwnCpu([pinnedWorker(0), pinnedWorker(1, { cpusSeen: {} })]).outcome).toBe('inconclusive');
    expect(seenOnOwnCpu([pinnedWorker(0, { cpusSeen: {} })])).toMatchObject({
      observed: '0 of 0 samples; 1 worker without a sample',
    });
    expect(seenOnOwnCpu([makeWorker({ askedCpu: 0, pin: NO_TASKSET })])).toMatchObject({
      outcome: 'inconclusive',
      observed: 'no worker is pinned',
    });
  });
});

describe('allUnitsDone', () => {
  it('holds where every step was done', () => {
    const workers = [makeWorker({ units: 25, unitsDone: 25 }), makeWorker({ units: 25, unitsDone: 25 })];
    expect(allUnitsDone(workers)).toMatchObject({
      outcome: 'holds',
      expected: '50 steps',
      observed: '50 steps',
    });
  });

  it('fails for a step too few and for a step too many', () => {
    expect(allUnitsDone([makeWorker({ units: 25, unitsDone: 24 })]).outcome).toBe('fails');
    expect(allUnitsDone([makeWorker({ units: 25, unitsDone: 26 })]).outcome).toBe('fails');
  });

  it('fails where a worker died after its last step', () => {
    expect(allUnitsDone([makeWorker({ units: 25, unitsDone: 25, state: 'killed' })]).outcome).toBe('fails');
  });
});

describe('wantsAllCores', () => {
  const wants = (r: number | null, d: number | null) =>
    wantsAllCores('id', 'they want', makeObservation({ r, d }));

  it('adds the cores that were wanted to those that were had', () => {
    expect(wants(1.0, 0.97)).toMatchObject({
      outcome: 'holds',
      observed: 'busy + queued 1.97 cores (busy 1.00, queued 0.97)',
    });
    expect(wants(1.6, 0)).toMatchObject({ outcome: 'holds', expected: 'busy + queued ≥ 1.60 cores' });
    expect(wants(1.0, 0.5)).toMatchObject({ outcome: 'fails', loadSensitive: true });
  });

  it('tells nothing where either is unknown', () => {
    expect(wants(null, 0.5)).toMatchObject({ outcome: 'inconclusive', observed: 'unknown' });
    expect(wants(1.5, null).outcome).toBe('inconclusive');
  });
});

it('lists the CPUs that a worker was seen on', () => {
  expect(cpusSeen({ cpusSeen: { '10': 1, '0': 5, '1': 3 } })).toBe('0-1,10');
  expect(cpusSeen({ cpusSeen: {} })).toBe('?');
});

import { describe, expect, it } from 'vitest';
import type { Manner } from '../../../src/model/phases.ts';
import type { Kind } from '../../../src/model/trial/observation.ts';
import { areAlike, mannerOf, tellsByPhases } from '../../../src/stats/phases/manner.ts';
import { timesOf, toldPhases } from '../../../src/stats/phases/told-phases.ts';

/** Phases one after the other: [seconds, manner] each. */
function phases(...each: readonly (readonly [number, Manner | null])[]) {
  let startNs = 0;
  return each.map(([seconds, manner]) => {
    const phase = { startNs, endNs: startNs + seconds * 1e9, r: 1, d: 0, manner };
    startNs = phase.endNs;
    return phase;
  });
}

const tells = (kind: Kind | null, each: readonly (readonly [number, Manner | null])[]) => {
  const made = phases(...each);
  return tellsByPhases(kind, made, made.at(-1)?.endNs ?? 0);
};

it('the manner of a phase: one thread alone is serial, and so is one that does most on one core', () => {
  expect(mannerOf('MIXED', 'alone', 0.5)).toBe('serial');
  expect(mannerOf('MIXED', 'mostly-one', 1.1)).toBe('serial');
  expect(mannerOf('MIXED', 'mostly-one', 1.2)).toBe('mixed');
  expect(mannerOf('MIXED', 'between', 1)).toBe('mixed');
  expect(mannerOf('STARVED', 'starved', 1)).toBe('starved');
});

describe('a program is what its phases are', () => {
  it.each([
    [
      'serial, then parallel, whatever that is on average',
      'MIXED',
      [
        [10, 'serial'],
        [5, 'parallel'],
      ],
      true,
    ],
    [
      'the same, where the average is parallel',
      'PARALLEL',
      [
        [10, 'serial'],
        [5, 'parallel'],
      ],
      true,
    ],
    [
      'the same beside neighbours',
      'STARVED',
      [
        [10, 'serial'],
        [5, 'starved'],
      ],
      true,
    ],
    [
      'under one lock, then parallel',
      'SERIALISED',
      [
        [10, 'one-at-a-time'],
        [5, 'parallel'],
      ],
      true,
    ],
    [
      'in turns, none of them long',
      'MIXED',
      [
        [1, 'serial'],
        [1, 'parallel'],
        [1, 'serial'],
        [1, 'parallel'],
      ],
      true,
    ],
    [
      'waiting, then serial',
      'MIXED',
      [
        [2, 'waiting'],
        [2, 'serial'],
      ],
      true,
    ],
    [
      'but not where one core was busy anyway',
      'SERIALISED',
      [
        [2, 'waiting'],
        [5, 'one-at-a-time'],
      ],
      false,
    ],
    [
      'nor for its start',
      'PARALLEL',
      [
        [0.2, 'serial'],
        [1.8, 'parallel'],
      ],
      false,
    ],
    [
      'nor where neighbours make the difference',
      'MIXED',
      [
        [5, 'starved'],
        [5, 'parallel'],
      ],
      false,
    ],
    [
      'nor where one thread and a lock want one core',
      'MIXED',
      [
        [5, 'serial'],
        [5, 'one-at-a-time'],
      ],
      false,
    ],
    [
      'nor where much of it is neither',
      'MIXED',
      [
        [4, 'mixed'],
        [3, 'serial'],
        [3, 'parallel'],
      ],
      false,
    ],
    ['nor where it is one phase', 'MIXED', [[5, 'serial']], false],
    ['nor where nothing was cut', null, [], false],
  ] as const)('%s', (_, kind, each, expected) => {
    expect(tells(kind, each)).toBe(expected);
  });
});

it('phases are alike that use cores in one way and are near: neighbours’ noise is no phase', () => {
  const [phase] = phases([1, 'parallel']);
  if (phase === undefined) throw new Error('no phase');
  expect(areAlike(phase, { ...phase, manner: 'starved', r: 0.5, d: 0.7 })).toBe(true);
  expect(areAlike(phase, { ...phase, r: 1.4 })).toBe(false);
  expect(areAlike(phase, { ...phase, d: 0.4 })).toBe(false);
  expect(areAlike({ ...phase, r: 8 }, { ...phase, r: 9 })).toBe(true);
  expect(areAlike(phase, { ...phase, manner: 'serial' })).toBe(false);
});

describe('the phases that are told of', () => {
  it('leave out what is short, and join what it parts', () => {
    const told = toldPhases(phases([4, 'serial'], [0.2, 'mixed'], [2, 'serial'], [4, 'parallel']));
    expect(told).toMatchObject([
      { startNs: 0, endNs: 6.2e9, manner: 'serial' },
      { startNs: 6.2e9, endNs: 10.2e9, manner: 'parallel' },
    ]);
  });

  it('are not parted by neighbours, nor by what is too short itself', () => {
    const told = toldPhases(
      phases([2, 'starved'], [0.3, 'waiting'], [0.3, 'parallel'], [2, 'parallel'], [4, 'serial']),
    );
    expect(told).toMatchObject([{ endNs: 4.6e9 }, { manner: 'serial' }]);
  });

  it('are none where they are many, or all of them short', () => {
    const turns = (count: number) =>
      Array.from({ length: count }, (_, i) => [1, i % 2 ? 'serial' : 'parallel'] as const);
    expect(toldPhases(phases(...turns(6)))).toBeNull();
    expect(toldPhases(phases(...turns(11)))).toBeNull();
    expect(toldPhases(phases(...turns(30)))).toBeNull();
    expect([...timesOf(phases(...turns(30)))]).toEqual([
      ['parallel', 15e9],
      ['serial', 15e9],
    ]);
  });
});

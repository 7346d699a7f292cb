import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WatchedFigures } from '../../src/stats/watched-figures.ts';
import { WATCHED_RULES, watchedRule } from '../../src/stats/watched-verdict.ts';
import { FOUR_ON_ONE_CORE } from '../fixtures/watched-figures.ts';

const judged = (figures: Partial<WatchedFigures>) => {
  const { rule, kind } = watchedRule({ ...FOUR_ON_ONE_CORE, ...figures });
  return `${kind} ${rule}`;
};

describe('several threads', () => {
  it.each([
    ['two at once', { alive: 2, r: 1.6 }, 'PARALLEL parallel'],
    ['two that are queued', { alive: 2, r: 1, d: 0.6, idleCpus: 0 }, 'STARVED starved'],
    ['Ruby’s, each for a tenth of a second', { r: 0.95, d: 0.01 }, 'SERIALISED one-at-a-time'],
    ['one lock, held for long', { r: 1, switchRate: 1 }, 'SERIALISED one-at-a-time'],
    [
      'the same beside neighbours, which had the other core',
      { r: 0.66, d: 0.35, idleCpus: 0 },
      'MIXED uncertain',
    ],
    [
      'Python’s or Ruby’s there',
      { r: 0.66, d: 0.35, idleCpus: 0, haveGlobalLock: true },
      'SERIALISED one-at-a-time',
    ],
    ['those that are hardly queued there', { r: 0.9, d: 0.19, idleCpus: 0 }, 'SERIALISED one-at-a-time'],
    ['short-lived ones there', { r: 0.9, d: 0.1, idleCpus: 0, meanLife: 0.06 }, 'MIXED uncertain'],
    [
      'short-lived ones that seem to wait there',
      { r: 0.1, d: 0.1, idleCpus: 0, meanLife: 0.06 },
      'MIXED uncertain',
    ],
    ['one lock, handed over', { r: 1.09, d: 0.1, switchRate: 200, overlap: 0.3 }, 'SERIALISED hands-over'],
    ['the same, woken thousands of times', { r: 1.09, d: 0.6, switchRate: 2600 }, 'SERIALISED hands-over'],
    ['the same where no CPU was idle', { r: 1.09, d: 0.6, switchRate: 2600, idleCpus: 0 }, 'MIXED uncertain'],
    ['the same, queued for as much as all want', { r: 0.97, d: 2.45, switchRate: 140 }, 'MIXED contended'],
    ['spinning before they block', { r: 1.9, d: 1.4, switchRate: 5000, overlap: 0.9 }, 'MIXED contended'],
    ['spinning, and blocked', { r: 1.61, d: 0.5, switchRate: 6500, overlap: 0.6 }, 'MIXED between'],
    ['sched_yield in a loop', { r: 2, d: 2, yieldRate: 110_000 }, 'MIXED spinning'],
    ['at once at times', { r: 1.1, overlap: 0.3 }, 'MIXED between'],
    [
      'of which one does most, and wakes another',
      { r: 1.1, mostOfOne: 0.8, switchRate: 100 },
      'MIXED mostly-one',
    ],
    ['of which one does most', { r: 1.1, mostOfOne: 0.85 }, 'MIXED mostly-one'],
    ['asleep', { r: 0.1, d: 0.1 }, 'WAITING waiting'],
  ])('%s', (_, figures, expected) => {
    expect(judged(figures)).toBe(expected);
  });
});

describe('the limits', () => {
  it.each([
    [{ r: 1, switchRate: 20, overlap: 1 }, 'SERIALISED hands-over'],
    [{ r: 1, switchRate: 19.9, overlap: 1 }, 'MIXED between'],
    [{ r: 1, switchRate: null, overlap: 0.15 }, 'SERIALISED one-at-a-time'],
    [{ r: 1, switchRate: null, overlap: 0.16 }, 'MIXED between'],
    [{ r: 1, mostOfOne: 0.75 }, 'SERIALISED one-at-a-time'],
    [{ r: 1.16 }, 'MIXED between'],
    [{ r: 0.5, d: 0.5 }, 'SERIALISED one-at-a-time'],
    [{ r: 0.49, d: 0.5 }, 'MIXED between'],
    [{ r: 1, d: 0.49 }, 'SERIALISED one-at-a-time'],
    [{ r: 1, d: 0.5 }, 'MIXED between'],
    [{ r: 1, d: 0.5, switchRate: 1000, idleCpus: 0.3 }, 'SERIALISED hands-over'],
    [{ r: 1, d: 0.5, switchRate: 999, idleCpus: 0.3 }, 'MIXED between'],
    [{ r: 2, d: 1.2, switchRate: 999 }, 'STARVED starved'],
    [{ r: 2, d: 1.2, switchRate: 1000 }, 'MIXED contended'],
    [{ r: 2, d: 2, yieldRate: 9999 }, 'STARVED starved'],
    [{ r: 2, d: 2, yieldRate: 10_000 }, 'MIXED spinning'],
    [{ r: 2, d: 2, yieldRate: null, switchRate: null }, 'STARVED starved'],
    [{ alive: 64, r: 0.19, d: 0.7, switchRate: 7700 }, 'MIXED between'],
  ])('%j', (figures, expected) => {
    expect(judged(figures)).toBe(expected);
  });
});

describe('one thread at a time is neither parallel, nor starved, nor does it share a lock', () => {
  it.each([
    [{ alive: 1, r: 1, switchRate: 100 }, 'MIXED alone'],
    [{ alive: 1, r: 0.5, d: 0.5, switchRate: 100 }, 'MIXED alone'],
    [{ alive: 1.49, r: 1.15, d: 0.5, switchRate: 5 }, 'MIXED alone'],
    [{ alive: 1.49, r: 1.16, d: 0.5, switchRate: 5 }, 'STARVED starved'],
    [{ alive: 1.5, r: 1.15, d: 0.5, switchRate: 5 }, 'STARVED starved'],
    [{ alive: 1, r: 0.19, d: 0.19 }, 'WAITING waiting'],
    [{ alive: 0.3, r: 0.9, switchRate: 0 }, 'MIXED alone'],
  ])('%j', (figures, expected) => {
    expect(judged(figures)).toBe(expected);
  });
});

const number = (max: number) => fc.double({ min: 0, max, noNaN: true });
const anyFigures: fc.Arbitrary<WatchedFigures> = fc.record({
  alive: number(64),
  r: number(64),
  d: number(64),
  switchRate: fc.option(number(1e5)),
  yieldRate: fc.option(number(1e6)),
  overlap: number(1),
  mostOfOne: number(1),
  idleCpus: fc.option(number(64)),
  meanLife: number(1),
  waits: fc.constant(null),
  atFileLock: number(4),
  keptOut: number(4),
  haveGlobalLock: fc.boolean(),
  isOpenmpTeam: fc.boolean(),
});

describe('whatever the figures are', () => {
  it('a machine that gave all the cores that were wanted is never blamed', () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        expect(watchedRule({ ...figures, d: 0 }).kind).not.toBe('STARVED');
      }),
    );
  });

  it('more than one core’s worth of running is never one at a time', () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        expect(watchedRule({ ...figures, r: figures.r + 1.16 }).kind).not.toBe('SERIALISED');
      }),
    );
  });

  it('threads that give their cores away again and again are never called parallel or starved', () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        expect(watchedRule({ ...figures, yieldRate: 1e5 }).rule).toBe('spinning');
      }),
    );
  });

  it('some rule applies, and the last one always does', () => {
    expect(WATCHED_RULES.at(-1)?.when(FOUR_ON_ONE_CORE)).toBe(true);
  });
});

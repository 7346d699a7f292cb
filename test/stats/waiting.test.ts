import { describe, expect, it } from 'vitest';
import { keepsOthersOut, mostlyBlocked, waitAtLocks, waitForFileLock } from '../../src/stats/waiting.ts';
import type { WaitShares, WatchedFigures } from '../../src/stats/watched-figures.ts';
import { watchedRule } from '../../src/stats/watched-verdict.ts';
import { waitShares } from '../fixtures/waits.ts';
import { FOUR_ON_ONE_CORE } from '../fixtures/watched-figures.ts';

/** Four busy threads that wait at one mutex while one of them runs. */
const AT_ONE_MUTEX = waitShares({
  blocked: 3,
  oneLock: 1,
  oneLockThreads: 4,
  anyLock: 1,
  mutex: 1,
});
/** The same, of a word of which nobody knows what it is. */
const AT_ONE_WORD: Partial<WaitShares> = { ...AT_ONE_MUTEX, mutex: 0 };
/** Each at a word of its own, as runtimes park theirs. */
const AT_OWN_WORDS: Partial<WaitShares> = { ...AT_ONE_WORD, oneLock: 0, oneLockThreads: 0, ownWords: 1 };

/** The same with a timeout: locks that are looked at again now and then, or sleeps. */
const NAPS: Partial<WaitShares> = { ...AT_OWN_WORDS, ownWords: 0, naps: 1 };

function figures(overrides: Partial<WatchedFigures> = {}, waits: Partial<WaitShares> = {}): WatchedFigures {
  return { ...FOUR_ON_ONE_CORE, waits: { ...AT_ONE_MUTEX, ...waits }, ...overrides };
}

describe('threads that wait at one lock', () => {
  it.each<[string, Partial<WatchedFigures>, Partial<WaitShares>, boolean]>([
    ['all but one', {}, {}, true],
    ['where some are woken and queued', { d: 2.2 }, { blocked: 0.8 }, true],
    ['where whoever is woken runs before it is free', { r: 1.5 }, {}, true],
    ['but two of them do other work', {}, { oneLockThreads: 2, anyLock: 0.4 }, false],
    ['but they hardly wait', {}, { blocked: 0.3 }, false],
    ['but they mostly wait for something else', {}, { oneLock: 0.3, anyLock: 0.3 }, false],
    ['each at a word of its own', {}, AT_OWN_WORDS, true],
    ['each at a word of its own, and two run', { r: 1.5 }, AT_OWN_WORDS, false],
    ['but there is one thread', { alive: 1.2 }, {}, false],
    ['for ever, and none runs', { r: 0.01 }, {}, false],
  ])('%s', (_, seen, waits, expected) => {
    expect(waitAtLocks(figures(seen, waits))).toBe(expected);
  });

  it.each<[string, Partial<WatchedFigures>, Partial<WaitShares>, boolean]>([
    ['is a lock where hardly anybody is queued', {}, AT_ONE_WORD, true],
    ['may be a barrier where several are queued', { r: 0.9, d: 1 }, AT_ONE_WORD, false],
    ['is a lock where it is handed over all the time', { r: 0.9, d: 1, switchRate: 2000 }, AT_ONE_WORD, true],
    ['is a mutex, whatever they are queued', { r: 0.9, d: 1 }, {}, true],
    ['is a runtime’s, where each has its own', { r: 0.9, d: 1 }, AT_OWN_WORDS, true],
    ['is nobody’s where nearly all are queued', { r: 0.9, d: 2.4 }, AT_OWN_WORDS, false],
    ['is a sleep’s where they overlap as they please', { overlap: 0.3 }, NAPS, false],
    ['is a runtime’s where they never do', {}, NAPS, true],
    ['is Ruby’s, whatever they do', { r: 0.9, d: 2.4, overlap: 0.3, haveGlobalLock: true }, NAPS, true],
    ['is an idle worker’s where hardly anybody works', { r: 0.4, d: 0.1 }, AT_OWN_WORDS, false],
    ['is no lock that is known where hardly anybody works', { r: 0.4, d: 0.1 }, AT_ONE_WORD, false],
    ['is a mutex where whoever has it sleeps with it', { r: 0.4, d: 0.1 }, {}, true],
    ['may be OpenMP’s barrier there', { r: 0.9, d: 1, isOpenmpTeam: true }, AT_OWN_WORDS, false],
  ])('a word at which they wait %s', (_, seen, waits, expected) => {
    expect(waitAtLocks(figures(seen, waits))).toBe(expected);
  });
});

describe('others that wait', () => {
  it('keep a lock that one has from being a program of one thread', () => {
    expect(keepsOthersOut(figures({ alive: 1, keptOut: 2.9 }))).toBe(true);
    expect(keepsOthersOut(figures({ alive: 1, keptOut: 0.4 }))).toBe(false);
    expect(keepsOthersOut(figures({ alive: 1, keptOut: 2.9, r: 0.3 }))).toBe(false);
    expect(watchedRule(figures({ alive: 1, keptOut: 2.9, waits: waitShares() })).rule).toBe('hogged');
  });

  it('for a file are one at a time, whoever they are', () => {
    expect(waitForFileLock(figures({ atFileLock: 0.9 }))).toBe(true);
    expect(waitForFileLock(figures({ atFileLock: 0.9, r: 1.8 }))).toBe(false);
    expect(waitForFileLock(figures({ atFileLock: 0.1 }))).toBe(false);
  });

  it('are blocked far longer than they run, or are none', () => {
    const asleep = { r: 0.1, waits: waitShares({ sleep: 1 }) };
    expect(mostlyBlocked(figures({ ...asleep, d: 0.3 }))).toBe(true);
    expect(mostlyBlocked(figures({ ...asleep, d: 3.7 }))).toBe(false);
    expect(mostlyBlocked(figures({ ...asleep, waits: null }))).toBe(false);
    // For each other: whoever has the lock is queued.
    expect(mostlyBlocked(figures({ r: 0.1, d: 0.3 }))).toBe(false);
  });

  it('in an event loop leave the cores to those that have something to do', () => {
    const beside = { alive: 2.7, r: 0.46, d: 1.4, idleCpus: 0.1, switchRate: 4 };
    const asleep = waitShares({ blocked: 0.84, idling: 0.95 });
    expect(watchedRule(figures({ ...beside, waits: asleep })).rule).toBe('starved');
    expect(watchedRule(figures({ ...beside, waits: waitShares() })).rule).toBe('uncertain');
    const oneByOne = { alive: 3, r: 1, waits: waitShares({ blocked: 2, idling: 1 }) };
    expect(watchedRule(figures(oneByOne)).kind).not.toBe('PARALLEL');
  });
});

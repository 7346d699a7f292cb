import { describe, expect, it } from 'vitest';
import { isTooShortACall, lockInTwoThreads, lockOnOneThread } from '../../src/stats/lock-verdict.ts';

describe('a call in two threads', () => {
  it.each([
    [1.94, 0.05, 'releases'],
    [1, 0.95, 'releases'],
    [1, 0.02, 'holds'],
    [0.79, 0.01, 'holds'],
    [1.1, 0.35, 'holds'],
    [1.1, 0.45, 'mixed'],
    [1.2, 0.1, 'mixed'],
    [0.5, 0.1, 'mixed'],
    [0.1, 0.05, 'waits'],
    [null, 0, 'unknown'],
    [1, null, 'unknown'],
  ] as const)('that ran on %s cores and waited for %s %s', (r, d, verdict) => {
    expect(lockInTwoThreads({ r, d })).toBe(verdict);
  });
});

describe('a call in two threads that has its work done by other threads', () => {
  it.each([
    [0.01, 0, 1.9, 'releases'],
    // Threads of a pool that hold the lock: those would have to be asked.
    [0.01, 0, 1, 'mixed'],
    [0.5, 0.4, 1, 'mixed'],
    [0.01, 0, 0.02, 'waits'],
    [0.98, 0.02, 1, 'holds'],
    [0.98, 0.02, null, 'holds'],
  ] as const)(
    'which ran on %s cores, waited for %s, in a process that used %s, %s',
    (r, d, process, verdict) => {
      expect(lockInTwoThreads({ r, d, process })).toBe(verdict);
    },
  );
});

it.each([
  [2.9, true],
  [3, false],
])('a call that runs %s times as long as an empty one is too short: %s', (times, isShort) => {
  expect(isTooShortACall(times * 200, 200)).toBe(isShort);
});

describe('a call on one thread', () => {
  it.each([
    [0.98, 0.01, 1, 'holds'],
    [0.02, 0, 0.98, 'releases'],
    [0.6, 0, 1, 'mixed'],
    [0.02, 0.01, 0.03, 'waits'],
    [0.5, 0.1, 0.5, 'mixed'],
    [0.98, 0, null, 'unknown'],
  ] as const)('that ran %s, waited %s, in a process that used %s, %s', (r, d, process, verdict) => {
    expect(lockOnOneThread({ r, d, process })).toBe(verdict);
  });
});

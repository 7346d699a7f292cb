import { describe, expect, it } from 'vitest';
import { demoExit } from '../../../../src/cli/commands/demo/demo.ts';
import { EXIT, EXIT_OF_ERROR } from '../../../../src/cli/exit-codes.ts';
import { Interruption } from '../../../../src/cli/program/signals.ts';
import { makeObservation, makeResult, makeWorker } from '../../../fixtures/builders.ts';

const HOLDS = makeResult();
const FAILS = makeResult({ name: 'sea', outcome: 'fails', because: ['it is green', 'it is deep'] });
const OPEN = makeResult({ name: 'moon', outcome: 'inconclusive' });
const SKIPPED = makeResult({ name: 'sun', outcome: 'skipped' });

describe('demoExit', () => {
  it('is 0 where every experiment holds', () => {
    expect(demoExit([HOLDS, HOLDS], null)).toEqual({
      code: 0,
      reason: 'every experiment holds',
    });
  });

  it('is 0 where some are open, and says which', () => {
    expect(demoExit([HOLDS, OPEN, SKIPPED], null)).toEqual({
      code: 0,
      reason: 'moon is inconclusive; sun is skipped',
    });
  });

  it('is 1 where one fails, with every reason', () => {
    expect(demoExit([OPEN, FAILS, HOLDS], null)).toEqual({
      code: 1,
      reason: 'sea: it is green; sea: it is deep',
    });
  });

  it.each([
    ['threw', 'UNIT_THREW', false, 4],
    ['could not be loaded', 'NOT_LOADED', false, 4],
    ['died', 'EXITED', false, 1],
    ['threw on purpose', 'UNIT_THREW', true, 1],
  ])('tells the user’s own code that %s', (_what, code, endedOnPurpose, exit) => {
    const fault = { message: 'it did', code, signal: null };
    const worker = makeWorker({ state: 'failed', fault, endedOnPurpose });
    const failed = makeResult({ outcome: 'fails', trials: [makeObservation({ workers: [worker] })] });
    expect(demoExit([HOLDS, failed], null).code).toBe(exit);
  });

  it('is what ended the run, whatever was found out', () => {
    const ended = { code: 130, reason: 'stopped by SIGINT' };
    expect(demoExit([FAILS], ended)).toEqual(ended);
  });
});

describe('an interruption', () => {
  it('stops the run at the first write that fails, and tells of that one afterwards', async () => {
    const interruption = new Interruption();
    await interruption.guard(() => {});
    expect(interruption.signal.aborted).toBe(false);
    expect(() => interruption.rethrow()).not.toThrow();
    await interruption.guard(() => {
      throw new Error('first');
    });
    await interruption.guard(async () => {
      throw new Error('second');
    });
    expect(interruption.signal).toMatchObject({ aborted: true, reason: 'first' });
    expect(() => interruption.rethrow()).toThrow('first');
    expect(interruption.by()).toBeNull();
    expect(interruption.exit).toEqual({ code: 70, reason: 'first' });
  });

  it('keeps the first reason to end', () => {
    const interruption = new Interruption();
    expect(interruption.exit).toBeNull();
    interruption.stop({ code: 124, reason: 'the time was over' });
    interruption.stop({ code: 141, reason: 'stdout is gone' });
    expect(interruption.exit).toEqual({ code: 124, reason: 'the time was over' });
  });
});

it('gives each kind of error the code that scripts rely on', () => {
  expect(EXIT_OF_ERROR).toEqual({
    USAGE: 2,
    NOT_RUNNABLE: 126,
    CAPABILITY_MISSING: 5,
    TIMED_OUT: 124,
    OUTPUT_LOST: 1,
    OUTPUT_CLOSED: 141,
    WORKER_FAILED: 1,
    USER_CODE: 4,
  });
  expect(EXIT).toMatchObject({ ok: 0, fails: 1, usage: 2, capabilityMissing: 5, bug: 70, timedOut: 124 });
});

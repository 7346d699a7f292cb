import { describe, expect, it } from 'vitest';
import { demoExit } from '../../src/cli/demo-exit.ts';
import { type EndingSignal, EXIT, EXIT_OF_ERROR, EXIT_OF_SIGNAL } from '../../src/cli/exit-codes.ts';
import { Interruption } from '../../src/cli/signals.ts';
import { makeResult } from '../fixtures/builders.ts';

const HOLDS = makeResult();
const FAILS = makeResult({ name: 'sea', outcome: 'fails', because: ['it is green', 'it is deep'] });
const OPEN = makeResult({ name: 'moon', outcome: 'inconclusive' });
const SKIPPED = makeResult({ name: 'sun', outcome: 'skipped' });

function stoppedBecause(reason: string): Interruption {
  const interruption = new Interruption();
  interruption.stop(reason);
  return interruption;
}

/** As after a signal, without sending one to the tests’ own process. */
function stoppedBy(signal: EndingSignal): Interruption {
  return { by: () => signal, signal: AbortSignal.abort(signal) } as unknown as Interruption;
}

describe('demoExit', () => {
  it('is 0 where every experiment holds', () => {
    expect(demoExit([HOLDS, HOLDS], new Interruption(), null)).toEqual({
      code: 0,
      reason: 'every experiment holds',
    });
  });

  it('is 0 where some are open, and says which', () => {
    expect(demoExit([HOLDS, OPEN, SKIPPED], new Interruption(), null)).toEqual({
      code: 0,
      reason: 'moon is inconclusive; sun is skipped',
    });
  });

  it('is 1 where one fails, with every reason', () => {
    expect(demoExit([OPEN, FAILS, HOLDS], new Interruption(), null)).toEqual({
      code: 1,
      reason: 'sea: it is green; sea: it is deep',
    });
  });

  it.each(Object.entries(EXIT_OF_SIGNAL) as [EndingSignal, number][])(
    'is what shells know %s by, whatever was found out',
    (signal, code) => {
      expect(demoExit([FAILS], stoppedBy(signal), 1000)).toEqual({ code, reason: `stopped by ${signal}` });
    },
  );

  it('is 124 where the time was over', () => {
    expect(demoExit([FAILS], stoppedBecause('the timeout was reached'), 1500)).toEqual({
      code: 124,
      reason: '--timeout: 1.50 s were over',
    });
  });

  it('is 141 where nobody reads any more', () => {
    expect(demoExit([], stoppedBecause('stdout is gone'), null)).toEqual({
      code: 141,
      reason: 'stdout is gone',
    });
  });

  // Any stop that is no signal counts as the timeout as soon as there is one.
  it.fails('is 141 where nobody reads any more, though there is a timeout too', () => {
    expect(demoExit([], stoppedBecause('stdout is gone'), 60_000).code).toBe(141);
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
    expect(interruption.signal).toMatchObject({ aborted: true, reason: 'stdout is gone' });
    expect(() => interruption.rethrow()).toThrow('first');
    expect(interruption.by()).toBeNull();
  });
});

it('gives each kind of error the code that scripts rely on', () => {
  expect(EXIT_OF_ERROR).toEqual({
    USAGE: 2,
    CAPABILITY_MISSING: 5,
    TIMED_OUT: 124,
    OUTPUT_LOST: 1,
    OUTPUT_CLOSED: 141,
    WORKER_FAILED: 1,
  });
  expect(EXIT).toMatchObject({ ok: 0, fails: 1, usage: 2, capabilityMissing: 5, bug: 70, timedOut: 124 });
});

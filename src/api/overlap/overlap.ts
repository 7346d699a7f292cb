import { types } from 'node:util';
import { argumentOf, optionsOf } from '../../base/shape/combine.ts';
import { must } from '../../base/shape/shape.ts';
import { callable, wholeNumber } from '../../base/shape/values.ts';
import { overlapBecause } from '../../report/words/overlap.ts';
import { judgeOverlap, type OverlapFindings } from '../../run/judge-overlap.ts';
import { EvidenceError } from '../evidence-error.ts';
import { Barrier } from './barrier.ts';
import { type Call, Calls } from './calls.ts';
import { signalOf } from './signal.ts';

const WITHIN_MS = 1000;
const LONGEST_MS = 3_600_000;

/** One of `atLeast` and `atMost` is needed. */
export interface OverlapOptions {
  /** So many calls are to be in flight at once, 2 or more. */
  readonly atLeast?: number;
  /** No more than so many are to be: what a limiter promises. */
  readonly atMost?: number;
  /** How long calls are held until `atLeast` of them are there, in milliseconds; 1000 by default. */
  readonly within?: number;
}

/** What was seen of the calls, and what follows from it, in words. */
export interface OverlapEvidence extends OverlapFindings {
  readonly because: string;
}

/** The calls didn't overlap as was expected. */
export class NotOverlappingError extends EvidenceError<OverlapEvidence> {
  constructor(evidence: OverlapEvidence) {
    super('NotOverlappingError', evidence);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: any function can be wrapped, whatever it takes.
type AnyFunction = (this: any, ...args: any[]) => unknown;

/** The function in its wrapper: the same, but that it always returns a promise, and knows how its calls overlapped. */
export interface Overlapping<Fn extends AnyFunction> {
  (this: ThisParameterType<Fn>, ...args: Parameters<Fn>): Promise<Awaited<ReturnType<Fn>>>;
  /**
   * Resolves to the evidence, once no call is held any more.
   * @throws NotOverlappingError (a rejection) with it, where the calls didn't overlap as was expected
   */
  assert(): Promise<OverlapEvidence>;
}

const checkFunction = argumentOf(
  'overlap',
  'fn',
  must(
    'a function that isn’t a generator: wrap what consumes it',
    (value) => typeof value === 'function' && !types.isGeneratorFunction(value),
  ),
);
const checkOptions = optionsOf<OverlapOptions>('overlap', {
  atLeast: wholeNumber(2),
  atMost: wholeNumber(1),
  within: must(
    'a number of milliseconds above 0, an hour at most',
    (value) => typeof value === 'number' && value > 0 && value <= LONGEST_MS,
  ),
});
const checkNeeded = argumentOf(
  'overlap',
  'options',
  must('an object with atLeast, atMost or both', (value) => {
    const { atLeast, atMost } = value as OverlapOptions;
    return (atLeast ?? atMost) !== undefined && (atLeast ?? 0) <= (atMost ?? Number.POSITIVE_INFINITY);
  }),
);

const checkRun = argumentOf('assertOverlap', 'run', callable);

/**
 * Wraps a function that waits, such as a request or a tool, so that a test can assert that its calls overlap, without a
 * clock: calls are held until `atLeast` of them are in flight or the time is up, and then all are let go. With `atMost`
 * their results are held until no more begin.
 * @throws TypeError that says what to pass instead
 */
export function overlap<Fn extends AnyFunction>(fn: Fn, options: OverlapOptions): Overlapping<Fn> {
  checkFunction(fn);
  checkOptions(options ?? {});
  checkNeeded(options ?? {});
  const { atLeast = null, atMost = null, within: withinMs = WITHIN_MS } = options;
  const calls = new Calls();
  const barrier = new Barrier({ atLeast, atMost, withinMs }, calls);
  async function wrapped(this: unknown, ...args: unknown[]): Promise<unknown> {
    const call = calls.begin();
    try {
      return await barrier.pass(async () => calls.run(call, () => fn.apply(this, args)), signalOf(args));
    } finally {
      if (atMost !== null) await barrier.quiet();
      calls.end(call);
    }
  }
  async function assert(): Promise<OverlapEvidence> {
    await barrier.free();
    const judged = judgeOverlap(seenOf(calls), { atLeast, atMost });
    const evidence = { ...judged, because: overlapBecause(judged) };
    if (evidence.outcome === 'overlaps') return evidence;
    throw new NotOverlappingError(evidence);
  }
  Object.defineProperty(wrapped, 'name', { value: fn.name, configurable: true });
  return Object.assign(wrapped, { assert }) as unknown as Overlapping<Fn>;
}

/**
 * Calls `run` with the wrapped function and asserts that the calls which it makes overlap.
 * @throws NotOverlappingError (a rejection); TypeError for wrong arguments; and whatever `run` itself throws
 */
export async function assertOverlap<Fn extends AnyFunction, Value>(
  fn: Fn,
  options: OverlapOptions,
  run: (tool: Overlapping<Fn>) => Value | Promise<Value>,
): Promise<OverlapEvidence & { readonly value: Awaited<Value> }> {
  const tool = overlap(fn, options);
  checkRun(run);
  const value = await run(tool);
  return { ...(await tool.assert()), value };
}

function seenOf({ all, mostAtOnce, mostInFlight }: Calls) {
  return {
    atOnce: mostAtOnce,
    inFlight: mostInFlight,
    calls: all.map(({ number, began, ended, after, parent }: Call) => ({
      call: number,
      began,
      ended,
      after,
      madeBy: parent?.number ?? null,
    })),
  };
}

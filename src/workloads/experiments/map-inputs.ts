import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '../../model/json.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/** The cell of the shared memory in which failures are counted. */
const FAILURES = 0;
/** About 20 us of computing here. */
const ITERATIONS = 20_000;

/**
 * One worker's part of a map: the inputs `first`, `first + stride`, … one a unit. Those in `failing` throw, those in
 * `slow` never come back and are given up after `timeoutMs`; the map collects both, and goes on.
 */
export const createWork: CreateWork = (params, host) => {
  const { first, stride, napMs, timeoutMs } = params as Readonly<Record<string, number>>;
  const failing = new Set(params.failing as number[]);
  const slow = new Set(params.slow as number[]);
  const failures = host.shared === null ? null : new Int32Array(host.shared);
  const errors: Json[] = [];
  const timeouts: number[] = [];
  let done = 0;
  let sum = 0;

  const squareOf = async (input: number): Promise<number> => {
    if (failing.has(input)) throw new Error(`input ${input} is invalid`);
    await (slow.has(input) ? new Promise(() => {}) : delay(napMs));
    return compute(input);
  };
  const tryOne = async (input: number): Promise<void> => {
    const limit = new AbortController();
    try {
      const result = await Promise.race([squareOf(input), until(timeoutMs, limit.signal)]);
      if (result !== null) {
        sum = (sum + result) >>> 0;
        return;
      }
      timeouts.push(input);
    } catch (error) {
      errors.push({ input, message: (error as Error).message });
    } finally {
      limit.abort();
    }
    if (failures === null) return;
    Atomics.add(failures, FAILURES, 1);
    Atomics.notify(failures, FAILURES);
  };
  return {
    async run(count) {
      for (let left = count; left > 0; left--) await tryOne((first ?? 0) + done++ * (stride ?? 1));
    },
    digest: () => `${sum}`,
    finding: () => ({ tried: done, sum, errors, timeouts }),
  };
};

/**
 * Null after so long, unless it is called off before. It has to be: a thread that was held up finds all of its timers due,
 * and Node fires those of one length together, so that an old one that is still there lets the newest come too early.
 */
function until(ms: number | undefined, signal: AbortSignal): Promise<null> {
  return delay(ms, null, { signal }).catch(() => null);
}

/** A linear congruential generator's state after so many steps from its input: the same in every language. */
function compute(input: number): number {
  let state = input;
  for (let i = 0; i < ITERATIONS; i++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return state >>> 0;
}

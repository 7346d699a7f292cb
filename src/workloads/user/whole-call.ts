import { described } from './thrown.ts';

/** A call that is left when it is that late (ms, performance.now()), where it never ends by itself. */
export type BoundedCall = (untilMs: number) => unknown;

/** What the user's own function throws is the user's. */
class OwnCallError extends Error {
  readonly code = 'UNIT_THREW';
}

/**
 * A call with all that it begins: a promise that it gives is awaited, and an iterator of any kind is run to its end, as
 * nothing of a generator's body runs before.
 */
export function wholeCall(call: () => unknown, label: string): BoundedCall {
  return async (untilMs) => {
    try {
      const given = await call();
      const steps = iteratorOf(given);
      if (steps !== null) await exhaust(steps, untilMs);
    } catch (thrown) {
      throw new OwnCallError(`${label} threw ${described(thrown)}`, { cause: thrown });
    }
  };
}

const BATCHES = 20;
const CALLS = 20;

/** What such a call takes (ns) with nothing in it: the fastest, which nobody has disturbed. */
export async function emptyCallNs(): Promise<number> {
  const call = wholeCall(() => {}, '');
  let leastMs = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < BATCHES; batch++) {
    const startMs = performance.now();
    for (let i = 0; i < CALLS; i++) await call(0);
    leastMs = Math.min(leastMs, performance.now() - startMs);
  }
  return (leastMs / CALLS) * 1e6;
}

/** Whether work that it began goes on behind its end, where nobody waits for it: timers, requests. To be called when it is warm. */
export async function leavesWork(call: BoundedCall): Promise<boolean> {
  const before = process.getActiveResourcesInfo().length;
  await call(0);
  return process.getActiveResourcesInfo().length > before;
}

type Steps = Iterator<unknown> | AsyncIterator<unknown>;

async function exhaust(steps: Steps, untilMs: number): Promise<void> {
  for (;;) {
    const { done } = await steps.next();
    if (done === true) return;
    if (performance.now() >= untilMs) break;
  }
  await steps.return?.();
}

/** Of what is lazy alone: a list is there already, and is its own iterator's maker. */
function iteratorOf(given: unknown): Steps | null {
  if (typeof given !== 'object' || given === null) return null;
  const { [Symbol.asyncIterator]: open, [Symbol.iterator]: self } = given as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  if (typeof open === 'function') return open.call(given);
  const isLazy = typeof self === 'function' && typeof (given as Partial<Steps>).next === 'function';
  return isLazy ? (given as Iterator<unknown>) : null;
}

import type { Count } from './quantities.ts';

/** One of two threads that add 1 to the same counter. */
export type AddingThread = 'A' | 'B';

/** What adding 1 takes: read the counter into a register, add 1 there, write it back. */
export const ADDING_STEPS = ['load', 'add', 'store'] as const;
export type AddingStep = (typeof ADDING_STEPS)[number];

/** A step, and what the counter and the registers hold after it. */
export interface InterleavedStep {
  readonly thread: AddingThread;
  readonly step: AddingStep;
  readonly counter: Count;
  /** Null before the thread’s load. */
  readonly registers: { readonly A: Count | null; readonly B: Count | null };
}

/** The steps of both threads in the order that was chosen; the counter begins at 0. */
export interface Interleaving {
  readonly steps: readonly InterleavedStep[];
  /** What the counter ends with: 2, or 1 where one addition was lost. */
  readonly counter: Count;
}

const AT_FIRST = { counter: 0, registers: { A: null, B: null } };

/**
 * What comes of an order of the two threads’ steps.
 * @param order whose step is next; each thread has three at most
 */
export function interleave(order: readonly AddingThread[]): Interleaving {
  const steps: InterleavedStep[] = [];
  for (const thread of order) steps.push(next(steps, thread));
  return { steps, counter: (steps.at(-1) ?? AT_FIRST).counter };
}

/** The step that a thread is to do next; null once it has done all. */
export function nextStep(order: readonly AddingThread[], thread: AddingThread): AddingStep | null {
  return ADDING_STEPS[order.filter((each) => each === thread).length] ?? null;
}

function next(done: readonly InterleavedStep[], thread: AddingThread): InterleavedStep {
  const step = nextStep(
    done.map((each) => each.thread),
    thread,
  );
  const { counter, registers } = done.at(-1) ?? AT_FIRST;
  const own = registers[thread] ?? 0;
  switch (step) {
    case 'load':
      return { thread, step, counter, registers: { ...registers, [thread]: counter } };
    case 'add':
      return { thread, step, counter, registers: { ...registers, [thread]: own + 1 } };
    case 'store':
      return { thread, step, counter: own, registers };
    case null:
      throw new RangeError(`thread ${thread} has done all of its steps`);
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddingThread, interleave, nextStep } from '../../src/model/interleaving.ts';

const inOrder = (order: string) => interleave([...order] as AddingThread[]);

describe('the steps of two threads that add 1 to a counter', () => {
  it.each([
    ['AAABBB', 2],
    ['BBBAAA', 2],
    ['ABABAB', 1],
    ['AABBAB', 1],
    ['ABBBAA', 1],
    ['AABBBA', 1],
  ])('in the order %s make it %i', (order, counter) => {
    expect(inOrder(order).counter).toBe(counter);
  });

  it('are loads, adds and stores, with what each leaves behind', () => {
    expect(inOrder('AABBAB').steps).toEqual([
      { thread: 'A', step: 'load', counter: 0, registers: { A: 0, B: null } },
      { thread: 'A', step: 'add', counter: 0, registers: { A: 1, B: null } },
      { thread: 'B', step: 'load', counter: 0, registers: { A: 1, B: 0 } },
      { thread: 'B', step: 'add', counter: 0, registers: { A: 1, B: 1 } },
      { thread: 'A', step: 'store', counter: 1, registers: { A: 1, B: 1 } },
      { thread: 'B', step: 'store', counter: 1, registers: { A: 1, B: 1 } },
    ]);
  });

  it('lose an addition exactly where one loads between the other’s load and store', () => {
    const threads: AddingThread[] = ['A', 'A', 'A', 'B', 'B', 'B'];
    const order = fc.shuffledSubarray(threads, { minLength: threads.length });
    fc.assert(
      fc.property(order, (chosen) => {
        const { steps, counter } = interleave(chosen);
        const at = (thread: string, step: string) =>
          steps.findIndex((one) => one.thread === thread && one.step === step);
        const isApart = at('A', 'store') < at('B', 'load') || at('B', 'store') < at('A', 'load');
        expect(counter).toBe(isApart ? 2 : 1);
      }),
    );
  });

  it('are three for each, and no more', () => {
    expect(nextStep(['A', 'B', 'A'], 'A')).toBe('store');
    expect(nextStep(['A', 'A', 'A'], 'A')).toBeNull();
    expect(() => inOrder('AAAA')).toThrow('thread A has done all of its steps');
  });
});

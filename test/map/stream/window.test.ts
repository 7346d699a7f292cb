import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamWindow } from '../../../src/map/stream/window.ts';

/** What happens to a window: an input comes, a unit settles (chosen among the open ones), an outcome is taken. */
const STEPS = fc.array(
  fc.oneof(
    fc.constant('push' as const),
    fc.record({ settle: fc.nat(200), fails: fc.boolean() }),
    fc.constant('next' as const),
  ),
  { maxLength: 400 },
);

describe.each([true, false])('a window (ordered: %s)', (isOrdered) => {
  it('gives each unit’s first outcome once, and in the units’ order where that is asked', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const window = new StreamWindow(isOrdered, 1000, () => {});
        const settled: number[] = [];
        const taken: number[] = [];
        let pushed = 0;
        for (const step of steps) {
          if (step === 'push') window.push(pushed++);
          else if (step === 'next') {
            const outcome = window.next();
            if (outcome !== null) taken.push(outcome.index);
          } else {
            const open = window.openUnits();
            const index = open[step.settle % Math.max(1, open.length)];
            if (index === undefined) continue;
            const done = step.fails
              ? window.fail(index, new Error('no'))
              : window.take({ from: index, values: [index] }) === 1;
            expect(done).toBe(true);
            expect(window.take({ from: index, values: ['late'] })).toBe(0);
            settled.push(index);
          }
        }
        for (let outcome = window.next(); outcome !== null; outcome = window.next())
          taken.push(outcome.index);
        const open = new Set(window.openUnits());
        const before = isOrdered ? Math.min(pushed, ...open) : pushed;
        const due = isOrdered ? settled.filter((index) => index < before).sort((a, b) => a - b) : settled;
        expect(taken).toEqual(due);
      }),
    );
  });

  it('keeps no more than what is open or not taken, however many there were', () => {
    const window = new StreamWindow(isOrdered, 1000, () => {});
    for (let unit = 0; unit < 10_000; unit++) {
      window.push(unit);
      window.take({ from: unit, values: [unit] });
      expect(window.next()).toEqual({ index: unit, error: null, value: unit });
      expect(window.length).toBe(0);
    }
  });
});

it('sends numbers as they are in memory, and everything else as it is', () => {
  const window = new StreamWindow(true, null, () => {});
  for (const input of [1, 2, 'a']) window.push(input);
  expect(window.slice(0, 2)).toEqual(Float64Array.of(1, 2));
  expect(window.slice(0, 3)).toEqual([1, 2, 'a']);
});

it('has room for as many as are wanted, and no more than that', () => {
  let changes = 0;
  const window = new StreamWindow(true, null, () => {
    changes++;
  });
  window.want(4);
  for (let unit = 0; unit < 4; unit++) window.push(unit);
  expect([window.isFull, window.known, changes]).toEqual([true, 0, 1]);
  window.tell('results');
  window.want(8);
  expect([window.isFull, window.known, window.lack]).toEqual([false, 4, 'results']);
  window.want(2);
  expect(window.isFull).toBe(false);
});

it('is worth reading into again when an eighth of it is free, and a small one with each outcome taken', () => {
  for (const [ahead, needed] of [
    [16, 2],
    [3, 1],
    [1, 1],
  ] as const) {
    const window = new StreamWindow(true, ahead, () => {});
    for (let unit = 0; unit < ahead; unit++) window.push(unit);
    window.take({ from: 0, values: Array.from({ length: ahead }, () => 0) });
    let taken = 0;
    for (; !window.isWorthReading; taken++) window.next();
    expect(taken).toBe(needed);
  }
});

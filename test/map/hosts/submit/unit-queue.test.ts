import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../../../src/map/dispatch/range.ts';
import { unitsOf } from '../../../../src/map/dispatch/unit-source.ts';
import { UnitQueue } from '../../../../src/map/hosts/submit/unit-queue.ts';

const left = (from: number, count: number) => ({ run: 'mine', from, count, digest: '0123456789abcdef' });
const queueOf = (total: number, ...found: ReturnType<typeof left>[]) =>
  new UnitQueue(unitsOf({ type: 'count', total }), found);

describe('a queue of units', () => {
  it('hands out all in order, and first what came back', () => {
    const queue = queueOf(5);
    expect([queue.take(2), queue.waiting]).toEqual([{ from: 0, to: 2 }, 3]);
    queue.putBack([{ from: 0, to: 2 }]);
    expect(queue.waiting).toBe(5);
    expect([queue.take(1), queue.take(9), queue.take(9), queue.take(9)]).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 5 },
      null,
    ]);
    expect(queue.isOver).toBe(true);
  });

  it('hands out what was left in the broker as it lies there, in its turn', () => {
    const queue = queueOf(10, left(7, 2), left(2, 3));
    expect([queue.takeLeft(), queue.take(9)]).toEqual([null, { from: 0, to: 2 }]);
    expect([queue.take(9), queue.takeLeft()]).toEqual([null, left(2, 3)]);
    expect([queue.take(9), queue.takeLeft(), queue.take(9)]).toEqual([
      { from: 5, to: 7 },
      left(7, 2),
      { from: 9, to: 10 },
    ]);
    expect(queue.isOver).toBe(true);
  });

  it('waits for the units of what was left until a stream has given them', () => {
    const source = { ...unitsOf({ type: 'count', total: 3 }), isComplete: false };
    const queue = new UnitQueue(source, [left(0, 4)]);
    expect([queue.takeLeft(), queue.take(9)]).toEqual([null, null]);
    Object.assign(source, { known: 4 });
    expect(queue.takeLeft()).toEqual(left(0, 4));
    expect(queue.isOver).toBe(false);
    Object.assign(source, { isComplete: true });
    expect(queue.isOver).toBe(true);
  });

  it('gives each unit once, however much is taken, left and put back', () => {
    const found = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 })), { maxLength: 8 });
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(60), found, steps, (total, names, takes) => {
        const queue = queueOf(total, ...names.map(([from, count]) => left(from, count)));
        const given: number[] = [];
        const give = ({ from, to }: Range) => {
          for (let position = from; position < Math.min(to, total); position++) given.push(position);
        };
        for (const [most, returns] of [...takes, ...Array<[number, boolean]>(200).fill([5, false])]) {
          const name = queue.takeLeft();
          if (name !== null) give({ from: name.from, to: name.from + name.count });
          const range = queue.take(most);
          if (range === null) continue;
          if (returns) queue.putBack([range]);
          else give(range);
        }
        expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, index) => index));
        expect(queue.isOver).toBe(true);
      }),
    );
  });
});

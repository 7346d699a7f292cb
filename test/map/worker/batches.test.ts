import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Gate } from '../../../src/base/gate.ts';
import { FROM_ZERO } from '../../../src/map/dispatch/numbering.ts';
import type { Batch } from '../../../src/map/protocol/messages.ts';
import { Batches } from '../../../src/map/worker/batches.ts';
import { Outbox } from '../../../src/map/worker/outbox.ts';

const batchOf = (from: number, count: number): Batch => ({
  ...{ type: 'batch', from, count, inputs: null, numbering: FROM_ZERO, careful: true },
});

/** Units that are done when they are told to be, and where their worker was said to be last. */
function awaitedUnits(concurrency: number) {
  const gates = new Map<number, Gate>();
  const finished: number[] = [];
  const at: number[] = [];
  const begin = async (index: unknown) => {
    const gate = new Gate();
    gates.set(index as number, gate);
    await gate.opened;
  };
  const listener = { began() {}, finished: ({ from }: Batch) => finished.push(from) };
  const report = () => (position: number) => at.push(position - 1);
  const batches = new Batches(begin, concurrency, new Outbox(() => {}), listener, report);
  return {
    ...{ batches, finished },
    begun: () => [...gates.keys()],
    async end(index: number) {
      gates.get(index)?.open();
      await setImmediate();
    },
    at: () => at.at(-1) ?? null,
  };
}

describe('a worker that begins several units at a time', () => {
  it('is at the oldest of those that aren’t over', async () => {
    const { batches, end, at, finished } = awaitedUnits(2);
    batches.add(batchOf(0, 2));
    expect(at()).toBe(0);
    await end(0);
    expect(at()).toBe(1);
    await end(1);
    expect([at(), finished]).toEqual([-1, [0]]);
  });

  it('is at the one that was begun first, though one with a lower index is begun again', async () => {
    const { batches, begun, end, at, finished } = awaitedUnits(3);
    batches.add(batchOf(7, 2));
    batches.add(batchOf(3, 2));
    expect([begun(), at()]).toEqual([[7, 8, 3], 7]);
    await end(7);
    expect([begun(), at()]).toEqual([[7, 8, 3, 4], 8]);
    for (const index of [8, 3, 4]) await end(index);
    expect([at(), finished]).toEqual([-1, [7, 3]]);
  });
});

describe('a worker that does one unit at a time', () => {
  it('is at that one', async () => {
    const { batches, begun, end, at } = awaitedUnits(1);
    batches.add(batchOf(0, 1));
    batches.add(batchOf(5, 1));
    expect([begun(), at()]).toEqual([[0], 0]);
    await end(0);
    expect([begun(), at()]).toEqual([[0, 5], 5]);
    await end(5);
    expect(at()).toBe(-1);
  });
});

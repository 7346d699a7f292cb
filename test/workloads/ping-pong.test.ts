import { describe, expect, it } from 'vitest';
import { createWork, pairOf } from '../../src/workloads/experiments/ping-pong.ts';
import { workHost } from '../fixtures/work-host.ts';

describe('pairs', () => {
  it.each([2, 3, 8])('are each of %i with each other, in both directions', (count) => {
    const pairs = Array.from({ length: count * (count - 1) }, (_, pair) => pairOf(pair, count));
    const expected = Array.from({ length: count }, (_, from) =>
      Array.from({ length: count }, (_, to) => [from, to]).filter(([one, other]) => one !== other),
    );
    expect(pairs).toEqual(expected.flat());
  });
});

describe('a thread whose partners never come', () => {
  const shared = () => new SharedArrayBuffer(65_536);

  it('gives up each pair, and has measured only itself', async () => {
    const work = await createWork({ me: 0, count: 3, limitMs: 2 }, workHost({ shared: shared() }));
    work.run(7);
    expect(work.finding?.()).toEqual({ row: [expect.any(Number), null, null] });
    expect(work.digest()).toBe('7 turns');
  });

  it('does the same in every place', async () => {
    const work = await createWork({ me: 2, count: 3, limitMs: 2 }, workHost({ shared: shared() }));
    work.run(3);
    work.run(4);
    expect(work.finding?.()).toEqual({ row: [null, null, expect.any(Number)] });
  });

  it('lets the others go on', async () => {
    const memory = shared();
    const host = workHost({ shared: memory });
    const first = await createWork({ me: 0, count: 3, limitMs: 2 }, host);
    first.run(3);
    // Pairs 0 and 1 are through: whoever comes now finds them over.
    expect(new Int32Array(memory)[0]).toBe(2);
  });

  it('needs shared memory', () => {
    expect(() => createWork({ me: 0, count: 2, limitMs: 1 }, workHost())).toThrow('share memory');
  });
});

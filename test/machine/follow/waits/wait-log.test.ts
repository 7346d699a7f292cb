import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../../src/machine/follow/waits/wait.ts';
import { WaitLog } from '../../../../src/machine/follow/waits/wait-log.ts';
import { waitIn } from '../../../fixtures/waits.ts';

const wait = (call: string) => waitIn({ kind: 'other', call });
const [a, b] = [wait('a'), wait('b')];

describe('what a thread was blocked in', () => {
  it('is all that one was that has not run since', () => {
    const log = new WaitLog();
    log.pass(1e6, 0, a);
    log.pass(2e6, 1e6, 'same');
    log.pass(3e6, 1e6, 'same');
    expect([...log.totals()]).toEqual([[a, 2e6]]);
    expect(log.current).toBe(a);
  });

  it('is shared out between what it was found in before and after it ran', () => {
    const log = new WaitLog();
    log.pass(1e6, 0, a);
    log.pass(2e6, 600, b);
    log.pass(3e6, 100, 'runnable');
    expect([...log.totals()]).toEqual([
      [a, 300],
      [b, 400],
    ]);
    expect(log.current).toBeNull();
  });

  it('goes by what was found in general where samples found it running', () => {
    const log = new WaitLog();
    for (const found of [a, a, a, b]) {
      log.pass(1, 0, 'runnable');
      log.pass(1, 0, found);
      log.pass(1, 0, 'runnable');
    }
    log.pass(2, 800, 'runnable');
    expect([...log.totals()]).toEqual([
      [a, 600],
      [b, 200],
    ]);
  });

  it('is unknown where nothing was ever found', () => {
    const log = new WaitLog();
    log.pass(1, 500, null);
    expect(log.totals().size).toBe(0);
  });

  it('adds up to the time, whatever was found', () => {
    const founds = fc.array(fc.constantFrom<(Found | 'same')[]>(a, b, 'runnable', null, 'same'));
    fc.assert(
      fc.property(founds, (list) => {
        const log = new WaitLog();
        list.forEach((found, index) => void log.pass(index, 10, found));
        const sum = [...log.totals().values()].reduce((all, ns) => all + ns, 0);
        if (sum > 0) expect(sum).toBeCloseTo(10 * list.length);
      }),
    );
  });

  it('is long at a quarter of a second, and at each double of that', () => {
    const log = new WaitLog();
    log.pass(0, 0, a);
    const long = [0.2, 0.3, 0.4, 0.6, 0.9, 1.1, 5, 6].filter((seconds) => {
      log.pass(seconds * 1e9, 0, 'same');
      return log.hasGrown(seconds * 1e9);
    });
    expect(long).toEqual([0.3, 0.6, 1.1, 5]);
  });
});

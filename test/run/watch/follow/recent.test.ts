import { describe, expect, it } from 'vitest';
import { type Clocked, RecentShares } from '../../../../src/run/watch/follow/recent.ts';

/** A thread that has run and waited so long since it was born at 0, in ms. */
function thread(state: { untilMs: number; ranMs: number; waitedMs?: number }): Clocked {
  return {
    comm: 'w1',
    pid: 1,
    tid: 2,
    cpu: 0,
    migrations: 0,
    sinceNs: 0,
    untilNs: state.untilMs * 1e6,
    runNs: state.ranMs * 1e6,
    runDelayNs: (state.waitedMs ?? 0) * 1e6,
  };
}

describe('what a thread did lately', () => {
  it('is what it did since it was born, at first', () => {
    const [recent] = new RecentShares().of([thread({ untilMs: 200, ranMs: 50, waitedMs: 100 })]);
    expect(recent).toMatchObject({ running: 0.25, waiting: 0.5 });
  });

  it('forgets what was more than two seconds ago', () => {
    const shares = new RecentShares();
    const one = { ...thread({ untilMs: 0, ranMs: 0 }) };
    let running = Number.NaN;
    // Busy for ten seconds, then asleep for three.
    for (let ms = 100; ms <= 13_000; ms += 100) {
      Object.assign(one, { untilNs: ms * 1e6, runNs: Math.min(ms, 10_000) * 1e6 });
      running = shares.of([one])[0]?.running ?? Number.NaN;
      if (ms === 9_000) expect(running).toBeCloseTo(1, 5);
    }
    expect(running).toBe(0);
  });

  it('never is more than all of the time', () => {
    const [recent] = new RecentShares().of([thread({ untilMs: 100, ranMs: 104, waitedMs: 10 })]);
    expect(recent).toMatchObject({ running: 1, waiting: 0 });
  });
});
